// What a return needs after its first step: camera, list, money. Fetched while the first step is read.

export { Money } from "../refund/money";
export { RefundPage } from "../refund/RefundPage";
export { DropStep } from "./DropStep";
export { ScanStep } from "./ScanStep";
