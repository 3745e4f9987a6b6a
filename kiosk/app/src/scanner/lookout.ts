// Looks for codes in a camera's pictures, in a thread of its own: the page stays free to answer.

import type { Asked, Crop, Told } from "./looking";

const SCRIPT = "/k/static/dist/looking.js";

/** The other thread, with one question at a time. */
class Lookout {
  private readonly worker = new Worker(SCRIPT);
  private queue: Promise<unknown> = Promise.resolve();
  private answer: { resolve: (told: Told) => void; reject: (error: Error) => void } | null = null;

  constructor() {
    this.worker.onmessage = ({ data }: MessageEvent<Told>) => this.settle((answer) => answer.resolve(data));
    this.worker.onerror = (event) => this.settle((answer) => answer.reject(new Error(event.message || "no script")));
  }

  ask(asked: Asked, handedOver: Transferable[] = []): Promise<Told> {
    const told = this.queue.then(() => this.askNow(asked, handedOver));
    this.queue = told.catch(() => undefined);
    return told;
  }

  private async askNow(asked: Asked, handedOver: Transferable[]): Promise<Told> {
    const told = await new Promise<Told>((resolve, reject) => {
      this.answer = { resolve, reject };
      this.worker.postMessage(asked, handedOver);
    });
    if ("failed" in told) throw new Error(told.failed);
    return told;
  }

  end(): void {
    this.worker.terminate();
  }

  private settle(how: (answer: NonNullable<Lookout["answer"]>) => void): void {
    const { answer } = this;
    this.answer = null;
    if (answer) how(answer);
  }
}

let ready: Promise<Lookout> | null = null;

/** Fetches and compiles the decoder, so that the first code does not wait for it. Rejects when it cannot be had. */
export function prepareLookout(): Promise<Lookout> {
  ready ??= prepare().catch((error: unknown) => {
    ready = null;
    throw error;
  });
  return ready;
}

async function prepare(): Promise<Lookout> {
  const lookout = new Lookout();
  try {
    await lookout.ask({});
  } catch (error) {
    lookout.end();
    throw error;
  }
  return lookout;
}

/** The code nearest to the middle of what the video shows within `crop`; null when there is none. */
export async function codeIn(video: HTMLVideoElement, crop: Crop): Promise<string | null> {
  const lookout = await prepareLookout();
  const picture = await pictureOf(video, crop);
  const told = await lookout.ask({ picture, crop }, picture instanceof ImageData ? [picture.data.buffer] : [picture]);
  return "text" in told ? told.text : null;
}

/** What can be handed over without looking at its pixels here; only old browsers cannot. */
function pictureOf(video: HTMLVideoElement, crop: Crop): Promise<ImageBitmap> | VideoFrame | ImageData {
  if (!("OffscreenCanvas" in window)) return pixelsOf(video, crop);
  return "VideoFrame" in window ? new VideoFrame(video) : createImageBitmap(video);
}

let brush: CanvasRenderingContext2D | null = null;

function pixelsOf(video: HTMLVideoElement, { x, y, width, height, scale }: Crop): ImageData {
  brush ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!brush) throw new Error("no canvas");
  brush.canvas.width = Math.round(width * scale);
  brush.canvas.height = Math.round(height * scale);
  brush.drawImage(video, x, y, width, height, 0, 0, brush.canvas.width, brush.canvas.height);
  return brush.getImageData(0, 0, brush.canvas.width, brush.canvas.height);
}
