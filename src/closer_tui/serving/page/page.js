// What the terminal of textual-serve (terminal.js) needs from the page around it. It reads no address and keeps nothing.
"use strict";
{
  const nonce = document.currentScript.nonce;

  // The terminal writes style elements; the page's rules let in those that have the word of this page.
  const create = document.createElement.bind(document);
  document.createElement = (name, ...rest) => {
    const made = create(name, ...rest);
    if (String(name).toLowerCase() === "style") made.nonce = nonce;
    return made;
  };

  // A download is a link that is followed: no window that a browser may refuse to open.
  const open = window.open.bind(window);
  window.open = (url, ...rest) => {
    if (!String(url || "").startsWith(`${location.origin}/download/`)) return open(url, ...rest);
    const link = create("a");
    link.href = url;
    link.download = "";
    document.body.append(link);
    link.click();
    link.remove();
    return null;
  };

  // Browsers give a clipboard to pages of this machine and to those that came by HTTPS; elsewhere the old way is tried.
  if (!navigator.clipboard) {
    const writeText = async (text) => {
      const before = document.activeElement;
      const box = create("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
      if (before) before.focus();
    };
    Object.defineProperty(navigator, "clipboard", { value: { writeText, readText: async () => "" } });
  }

  // Why it is over is said by the code with which the connection was closed.
  const reasons = JSON.parse(document.body.dataset.reasons);
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...args) {
      super(...args);
      this.addEventListener("open", () => document.querySelector(".xterm-helper-textarea").focus());
      this.addEventListener("close", (event) => {
        document.getElementById("why").textContent = reasons[event.code] || reasons[0];
        document.getElementById("over").hidden = false;
        document.getElementById("again").focus();
      });
    }
    send(data) {
      if (this.readyState === Socket.OPEN) super.send(data);
    }
  };

  // The terminal measures its letters once: they have to be there.
  const terminal = document.getElementById("terminal");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  terminal.dataset.sessionWebsocketUrl = `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws${still ? "/still" : ""}`;
  const faces = ["", "bold ", "italic ", "italic bold "].map((face) => document.fonts.load(`${face}16px "Roboto Mono"`));
  Promise.allSettled(faces).then(() => {
    const script = create("script");
    script.src = "/static/terminal.js";
    script.addEventListener("load", () => {
      // It begins when the page is loaded, which may have been before.
      if (document.readyState === "complete") window.onload(new Event("load"));
    });
    document.head.append(script);
  });
}
