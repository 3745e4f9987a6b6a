// The other thread's part: the middle of a picture, made smaller, read; and wiped, where nothing was found.

import { findCodes, prepareDecoder } from "./decoder";
import { wipe } from "./wipe";

/** The part of a picture to look at, in its pixels, and how many of ours one of them becomes. */
export interface Crop {
  x: number;
  y: number;
  width: number;
  height: number;
  scale: number;
}

/** Without a picture: get ready. Pixels are cut already. */
export type Asked = { picture?: undefined } | { picture: VideoFrame | ImageBitmap | ImageData; crop: Crop };
export type Told = { ready: true } | { text: string | null } | { failed: string };

/** After a look that found nothing, the next picture is wiped at one of these levels in turn; 0: as it is. */
const LEVELS = [0, 0.38, 0, 0.42, 0, 0.34];

let brush: OffscreenCanvasRenderingContext2D | null = null;
let looks = 0;

/** What to answer. */
export async function answerTo(asked: Asked): Promise<Told> {
  try {
    if (asked.picture) return { text: await look(asked.picture instanceof ImageData ? asked.picture : cut(asked.picture, asked.crop)) };
    await prepareDecoder();
    return { ready: true };
  } catch (error) {
    return { failed: String(error) };
  }
}

async function look(picture: ImageData): Promise<string | null> {
  const level = LEVELS[looks % LEVELS.length] ?? 0;
  const seen = level === 0 ? picture : new ImageData(wipe(picture, level), picture.width, picture.height);
  const [nearest] = await findCodes(seen);
  looks = nearest ? 0 : looks + 1;
  return nearest?.text ?? null;
}

function cut(picture: VideoFrame | ImageBitmap, { x, y, width, height, scale }: Crop): ImageData {
  const [across, down] = [Math.round(width * scale), Math.round(height * scale)];
  brush ??= new OffscreenCanvas(across, down).getContext("2d", { willReadFrequently: true });
  if (!brush) throw new Error("no canvas");
  if (brush.canvas.width !== across) brush.canvas.width = across;
  if (brush.canvas.height !== down) brush.canvas.height = down;
  brush.drawImage(picture, x, y, width, height, 0, 0, across, down);
  // A camera gives no more pictures while too many of its old ones are held.
  picture.close();
  return brush.getImageData(0, 0, across, down);
}
