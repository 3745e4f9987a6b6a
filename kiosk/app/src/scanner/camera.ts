// The camera as a scanner: one code at a time, inside a frame in the middle of the picture.

import { findCodes, prepareDecoder } from "./decoder";
import { wipe } from "./wipe";

/** A running camera. */
export interface Camera {
  stop(): void;
  /** Resolves when the camera is gone by itself: unplugged, or taken by something else. */
  readonly lost: Promise<void>;
}

/** The part of the picture that is read, as shares of its shorter side, around the middle. */
export interface Frame {
  width: number;
  height: number;
}

export type CameraTrouble =
  | "camera_denied" | "camera_missing" | "camera_busy" | "camera_insecure" | "camera_failed";

/** Why there is no camera; `code` is what to say about it. */
export class CameraError extends Error {
  constructor(readonly code: CameraTrouble) {
    super(code);
    this.name = "CameraError";
  }
}

/** A code held still is read once; it is read again after it was out of sight for so long. */
const OUT_OF_SIGHT_MS = 900;
/** Between two looks; faster only warms the phone. */
const LOOK_EVERY_MS = 90;
const LOOK_PIXELS_MAX = 960;
/** After a look that found nothing, the next picture is wiped at one of these levels in turn; 0: as it is. */
const LEVELS = [0, 0.38, 0, 0.42, 0, 0.34];
const WHOLE: Frame = { width: 1, height: 1 };

/** Shows the camera in `video` and tells `onCode` of each code held before it. Throws `CameraError`. */
export async function startCamera(
  video: HTMLVideoElement,
  onCode: (text: string) => void,
  frame: Frame = WHOLE,
): Promise<Camera> {
  const stream = await openStream();
  try {
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await Promise.all([video.play(), prepareDecoder()]);
  } catch {
    close(stream, video);
    throw new CameraError("camera_failed");
  }
  const look = new Look(video, onCode, frame);
  look.start();
  return {
    lost: lossOf(stream),
    stop() {
      look.stop();
      close(stream, video);
    },
  };
}

async function openStream(): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new CameraError(isSecureContext ? "camera_missing" : "camera_insecure");
  const video = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    throw new CameraError(TROUBLE[error instanceof Error ? error.name : ""] ?? "camera_failed");
  }
}

function lossOf(stream: MediaStream): Promise<void> {
  return new Promise((resolve) => {
    for (const track of stream.getTracks()) track.addEventListener("ended", () => resolve());
  });
}

const TROUBLE: Record<string, CameraTrouble> = {
  NotAllowedError: "camera_denied",
  SecurityError: "camera_denied",
  NotFoundError: "camera_missing",
  OverconstrainedError: "camera_missing",
  NotReadableError: "camera_busy",
  AbortError: "camera_busy",
};

function close(stream: MediaStream, video: HTMLVideoElement): void {
  for (const track of stream.getTracks()) track.stop();
  if (video.srcObject === stream) video.srcObject = null;
}

/** Looks at one frame after another. Paced by the frames themselves, so a sleeping page or camera costs nothing. */
class Look {
  private readonly canvas = document.createElement("canvas");
  private readonly brush = this.canvas.getContext("2d", { willReadFrequently: true });
  private running = false;
  private lookedAt = 0;
  /** What is in sight, and when it was last seen. Two codes side by side take turns at being the nearest. */
  private readonly seen = new Map<string, number>();
  private looks = 0;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly onCode: (text: string) => void,
    private readonly frame: Frame,
  ) {}

  start(): void {
    this.running = true;
    this.waitForFrame();
  }

  stop(): void {
    this.running = false;
  }

  private waitForFrame(): void {
    if (this.running) this.video.requestVideoFrameCallback((now) => void this.lookAt(now));
  }

  private async lookAt(now: number): Promise<void> {
    try {
      if (now - this.lookedAt >= LOOK_EVERY_MS) await this.look(now);
    } catch (error) {
      // One picture that could not be looked at must not blind a box that stands alone.
      console.warn(error);
    } finally {
      this.waitForFrame();
    }
  }

  private async look(now: number): Promise<void> {
    this.lookedAt = now;
    const picture = this.takePicture();
    const found = picture ? await findCodes(this.wiped(picture)) : [];
    this.looks = found.length > 0 ? 0 : this.looks + 1;
    const nearest = found[0]?.text;
    if (this.running && nearest) this.tell(nearest, now);
  }

  /** The picture, or what is left of it when the dirt is taken away. */
  private wiped(picture: ImageData): ImageData {
    const level = LEVELS[this.looks % LEVELS.length] ?? 0;
    return level === 0 ? picture : new ImageData(wipe(picture, level), picture.width, picture.height);
  }

  private tell(text: string, now: number): void {
    for (const [known, seenAt] of this.seen) {
      if (now - seenAt > OUT_OF_SIGHT_MS) this.seen.delete(known);
    }
    const isNew = !this.seen.has(text);
    this.seen.set(text, now);
    if (isNew) this.onCode(text);
  }

  private takePicture(): ImageData | null {
    const { videoWidth, videoHeight } = this.video;
    const shorter = Math.min(videoWidth, videoHeight);
    if (!this.brush || shorter === 0) return null;
    const width = Math.min(videoWidth, shorter * this.frame.width);
    const height = Math.min(videoHeight, shorter * this.frame.height);
    const scale = Math.min(1, LOOK_PIXELS_MAX / Math.max(width, height));
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    this.brush.drawImage(
      this.video, (videoWidth - width) / 2, (videoHeight - height) / 2, width, height,
      0, 0, this.canvas.width, this.canvas.height,
    );
    return this.brush.getImageData(0, 0, this.canvas.width, this.canvas.height);
  }
}
