// The camera as a scanner: one code at a time, inside a frame in the middle of the picture.

import { codeIn, prepareLookout } from "./lookout";
import type { Crop } from "./looking";

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
const WHOLE: Frame = { width: 1, height: 1 };

/** Shows the camera in `video` and tells `onCode` of each code held before it. Throws `CameraError`. */
export async function startCamera(
  video: HTMLVideoElement,
  onCode: (text: string) => void,
  frame: Frame = WHOLE,
): Promise<Camera> {
  // While people are asked for their camera, the decoder is on its way.
  const lookout = prepareLookout();
  lookout.catch(() => undefined);
  const stream = await openStream();
  try {
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await Promise.all([video.play(), lookout]);
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
  private running = false;
  private lookedAt = 0;
  /** What is in sight, and when it was last seen. Two codes side by side take turns at being the nearest. */
  private readonly seen = new Map<string, number>();

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
    const crop = this.crop();
    const nearest = crop && (await codeIn(this.video, crop));
    if (this.running && nearest) this.tell(nearest, now);
  }

  private tell(text: string, now: number): void {
    for (const [known, seenAt] of this.seen) {
      if (now - seenAt > OUT_OF_SIGHT_MS) this.seen.delete(known);
    }
    const isNew = !this.seen.has(text);
    this.seen.set(text, now);
    if (isNew) this.onCode(text);
  }

  /** What of the picture is looked at; nothing while there is none. */
  private crop(): Crop | null {
    const { videoWidth, videoHeight } = this.video;
    const shorter = Math.min(videoWidth, videoHeight);
    if (shorter === 0) return null;
    const width = Math.min(videoWidth, shorter * this.frame.width);
    const height = Math.min(videoHeight, shorter * this.frame.height);
    const scale = Math.min(1, LOOK_PIXELS_MAX / Math.max(width, height));
    return { x: (videoWidth - width) / 2, y: (videoHeight - height) / 2, width, height, scale };
  }
}
