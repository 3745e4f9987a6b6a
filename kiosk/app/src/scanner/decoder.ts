// Reads codes off pictures: zxing in WebAssembly, the same on every browser, from our own server.

import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";

const WASM = "/k/static/dist/zxing_reader.wasm";

/** A code, and where in the picture it was. */
export interface Sighting {
  text: string;
  /** Distance of its middle from the picture's middle, in pixels. */
  offCentre: number;
}

let ready: Promise<BarcodeDetector> | null = null;

/** Fetches and compiles the decoder, so that the first code does not wait for it. */
export function prepareDecoder(): Promise<BarcodeDetector> {
  ready ??= prepare().catch((error: unknown) => {
    ready = null;
    throw error;
  });
  return ready;
}

async function prepare(): Promise<BarcodeDetector> {
  // Told where ours is before anything else, or the library asks somebody else's server for it.
  await prepareZXingModule({ overrides: { locateFile: () => WASM }, fireImmediately: true });
  return new BarcodeDetector({ formats: ["qr_code", "code_128", "data_matrix"] });
}

/** All codes in a picture, the one nearest to its middle first. */
export async function findCodes(picture: ImageData): Promise<Sighting[]> {
  const detector = await prepareDecoder();
  const found = await detector.detect(picture);
  return found
    .filter((code) => code.rawValue !== "")
    .map((code) => ({ text: code.rawValue, offCentre: offCentre(code.boundingBox, picture) }))
    .sort((a, b) => a.offCentre - b.offCentre);
}

function offCentre(box: DOMRectReadOnly, picture: ImageData): number {
  return Math.hypot(box.x + box.width / 2 - picture.width / 2, box.y + box.height / 2 - picture.height / 2);
}
