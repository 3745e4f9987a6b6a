"""A camera that sees what a test holds before it.

Chromium reads the file of its fake camera anew for every frame, so writing other pixels in place *is* holding something
else before the lens: a test shows a label when it is ready, without timing anything. (Raw Y4M, because a half-written
frame is then only a torn picture, where a half-written JPEG ends the browser.)
"""

from pathlib import Path

from PIL import Image

WIDTH, HEIGHT = 1280, 720
LABEL_HEIGHT = 420
BACKGROUND = (150, 148, 140)
HEADER = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F30:1 Ip A1:1 C420jpeg\n".encode()
FRAME = b"FRAME\n"
FRAMES = 2
LUMA = [16 + round(level * 219 / 255) for level in range(256)]
CHROMA = [128 + round((level - 128) * 224 / 255) for level in range(256)]
"""Chromium takes black for 16 and white for 235, as video has it. Without this all that is light or dark is lost."""


class FakeCamera:
    """What one browser's camera sees. Starts with nothing but a grey table top."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._write(_table())

    @property
    def flags(self) -> tuple[str, ...]:
        """The Chromium flags that make this its camera, and allow pages to use it without asking."""
        return (
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={self.path}",
        )

    def show(self, label: Image.Image, *, turned_degrees: float = 0) -> None:
        """Hold a label before the lens until something else is shown."""
        picture = _table()
        scale = LABEL_HEIGHT / label.height
        held = label.convert("RGBA").resize(
            (round(label.width * scale), LABEL_HEIGHT), Image.Resampling.LANCZOS
        )
        held = held.rotate(turned_degrees, Image.Resampling.BICUBIC, expand=True)
        picture.paste(held, ((WIDTH - held.width) // 2, (HEIGHT - held.height) // 2), held)
        self._write(picture)

    def show_picture(self, picture: Image.Image) -> None:
        """Let the whole field of view be this picture."""
        self._write(picture.convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))

    def show_nothing(self) -> None:
        """Take away what was held before the lens."""
        self._write(_table())

    def _write(self, picture: Image.Image) -> None:
        brightness, blue, red = (
            band.point(levels)
            for band, levels in zip(picture.convert("YCbCr").split(), (LUMA, CHROMA, CHROMA), strict=True)
        )
        frame = FRAME + brightness.tobytes() + blue.reduce(2).tobytes() + red.reduce(2).tobytes()
        # In place: the browser keeps the file open.
        with self.path.open("r+b" if self.path.exists() else "wb") as file:
            file.write(HEADER + frame * FRAMES)


def _table() -> Image.Image:
    return Image.new("RGB", (WIDTH, HEIGHT), BACKGROUND)
