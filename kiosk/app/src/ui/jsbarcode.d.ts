// One maker of jsbarcode, without all it has beside it; its own types only know the whole.
declare module "jsbarcode/bin/barcodes/CODE128/index.js" {
  export class CODE128 {
    constructor(text: string, options: object);
    /** `data`: 1 for each dark module, 0 for each light one, without quiet zones. */
    encode(): { data: string };
  }
}
