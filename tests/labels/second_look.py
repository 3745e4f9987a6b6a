"""The station app's own second look at a dirty label, run by Node: what the reader then gets to see."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image

from tests.labels.printed import read

ROOT = Path(__file__).parents[2]
LEVELS = (0.38, 0.42, 0.34)
"""As in `camera.ts`: each second picture that gave nothing is wiped, at these levels in turn."""
SCRIPT = """
import { readSync, writeSync } from "node:fs";
import { wipe } from "%s";
const exactly = (size) => {
  const bytes = Buffer.alloc(size);
  for (let got = 0; got < size; ) got += readSync(0, bytes, got, size - got);
  return bytes;
};
for (;;) {
  const head = exactly(16);
  const [width, height] = [head.readUInt32LE(0), head.readUInt32LE(4)];
  if (width === 0) break;
  const pixels = exactly(width * height * 4);
  const out = wipe({ data: new Uint8ClampedArray(pixels), width, height }, head.readDoubleLE(8));
  for (let sent = 0; sent < out.length; ) sent += writeSync(1, out, sent);
}
"""


class SecondLook:
    """`kiosk/app/src/scanner/wipe.ts` in a Node process of its own."""

    def __init__(self, folder: Path) -> None:
        module = folder / "wipe.mjs"
        node = ROOT / ".venv" / "bin" / "node"
        subprocess.run(
            [node, ROOT / "node_modules/esbuild/bin/esbuild", ROOT / "kiosk/app/src/scanner/wipe.ts",
             "--format=esm", f"--outfile={module}", "--log-level=error"],
            check=True,
        )  # fmt: skip
        self._node = subprocess.Popen(
            [node, "--input-type=module", "-e", SCRIPT % module.as_uri()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def wipe(self, image: Image.Image, level: float) -> Image.Image:
        """The picture in black and white, its dirt taken away."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        pixels = np.asarray(image.convert("RGBA"))
        height, width = pixels.shape[:2]
        self._node.stdin.write(struct.pack("<IId", width, height, level) + pixels.tobytes())
        self._node.stdin.flush()
        out = self._node.stdout.read(width * height * 4)
        return Image.frombytes("RGBA", (width, height), out).convert("L")

    def read(self, image: Image.Image) -> list[str]:
        """What the station app reads of a label held still: plain first, then wiped."""
        for level in LEVELS:
            found = read(image) or read(self.wipe(image, level))
            if found:
                return found
        return []

    def stop(self) -> None:
        """Let it go."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(struct.pack("<IId", 0, 0, 0.0))
        self._node.stdin.close()
        self._node.wait()
        self._node.stdout.close()
