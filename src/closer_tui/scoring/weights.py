"""The model file: the published safetensors layout, so that other tools can look into it.

Eight bytes of length, a JSON header, then the raw arrays. Weights are whole numbers of 8 bits with one scale
a row (a quarter of the size; computed in 32-bit floats, so that all processors agree to the digits that
matter). Nothing in the file is ever run.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Array = NDArray[Any]

_TYPES: dict[str, np.dtype[Any]] = {"I8": np.dtype("int8"), "U8": np.dtype("uint8"), "F32": np.dtype("<f4")}
_NAMES = {dtype: name for name, dtype in _TYPES.items()}
_LONGEST_HEADER = 1 << 20


class ModelError(Exception):
    """The file is not a model that this version can read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The arrays of a model file by name, and its notes (what it was trained from and how)."""

    arrays: Mapping[str, Array]
    notes: Mapping[str, str]

    def floats(self, name: str) -> Floats:
        """An array as 32-bit floats, scaled back where it is stored in 8 bits."""
        array = self.arrays[name]
        if array.dtype == np.int8:
            scale: Floats = self.arrays[name + ".scale"]
            return array.astype(np.float32) * scale[:, None]
        return array.astype(np.float32)


def rounded(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """A matrix in 8 bits, and the scale of each of its rows."""
    scale = np.maximum(np.abs(weights).max(axis=1), 1e-12).astype(np.float32) / np.float32(127)
    return np.rint(weights / scale[:, None]).astype(np.int8), scale


def write(path: Path, arrays: Mapping[str, Array], notes: Mapping[str, str]) -> None:
    header: dict[str, object] = {"__metadata__": dict(sorted(notes.items()))}
    at = 0
    for name, array in arrays.items():
        header[name] = {
            "dtype": _NAMES[array.dtype],
            "shape": list(array.shape),
            "data_offsets": [at, at + array.nbytes],
        }
        at += array.nbytes
    head = json.dumps(header, ensure_ascii=False).encode()
    head += b" " * (-len(head) % 8)
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        file.write(len(head).to_bytes(8, "little") + head)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).tobytes())
    beside.replace(path)


def read(path: Path) -> tuple[Stored, memoryview]:
    """What a file holds, and its bytes. The arrays are read from disk only where they are looked at."""
    try:
        with path.open("rb") as file:
            whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: {error}") from error
    length = int.from_bytes(whole[:8], "little")
    if length > min(_LONGEST_HEADER, len(whole) - 8):
        raise ModelError(f"{path} is not a model file")
    try:
        header = json.loads(bytes(whole[8 : 8 + length]))
        notes = {str(key): str(value) for key, value in header.pop("__metadata__", {}).items()}
        body = whole[8 + length :]
        arrays = {str(name): _array(body, entry) for name, entry in header.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path} is not a model file, or is damaged ({error})") from error
    return Stored(arrays, notes), whole


def _array(body: memoryview, entry: Mapping[str, Any]) -> Array:
    start, end = entry["data_offsets"]
    if not 0 <= start <= end <= len(body):
        raise ValueError("it ends too early")
    array: Array = np.frombuffer(body[start:end], _TYPES[entry["dtype"]])
    return array.reshape(entry["shape"])
