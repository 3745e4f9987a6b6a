// Reads the camera's pictures beside the page. Told what to look at by `scanner/lookout.ts`.

import { answerTo, type Asked, type Told } from "../scanner/looking";

/** As much of a worker as is used here; the DOM's own types and a worker's cannot be had together. */
interface Here {
  addEventListener(type: "message", hear: (event: { data: Asked }) => void): void;
  postMessage(told: Told): void;
}

const here = self as unknown as Here;
here.addEventListener("message", ({ data }) => void answerTo(data).then((told) => here.postMessage(told)));
