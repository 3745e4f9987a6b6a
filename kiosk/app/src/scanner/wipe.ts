// A second look at a dirty label: sauce is brown and thin, ink is black. In red light sauce is nearly as bright as
// paper, so each spot is judged against the lightest and the darkest near it, which also undoes glare and shadow.

/** The side of a tile in pixels: about two modules of a code held before a camera. */
const TILE = 8;

/** A picture's pixels, four bytes each, as in `ImageData`. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly light: Float32Array;
  readonly dark: Float32Array;
}

/** Black and white. `level`: how far from the darkest nearby to the lightest a spot must be to count as paper, 0 to 1. */
export function wipe(picture: Pixels, level: number): Uint8ClampedArray<ArrayBuffer> {
  const { data, width, height } = picture;
  const near = spread(tiles(picture));
  const out = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++) {
    const down = place(y, near.rows);
    for (let x = 0; x < width; x++) {
      const across = place(x, near.columns);
      const dark = between(near.dark, near.columns, down, across);
      const light = between(near.light, near.columns, down, across);
      const at = (y * width + x) * 4;
      const white = data[at]! > dark + (light - dark) * level ? 255 : 0;
      out[at] = out[at + 1] = out[at + 2] = white;
      out[at + 3] = 255;
    }
  }
  return out;
}

/** The lightest and the darkest red of each tile. */
function tiles({ data, width, height }: Pixels): Grid {
  const columns = Math.ceil(width / TILE);
  const rows = Math.ceil(height / TILE);
  const light = new Float32Array(columns * rows);
  const dark = new Float32Array(columns * rows).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const tile = Math.floor(y / TILE) * columns + Math.floor(x / TILE);
      const red = data[(y * width + x) * 4]!;
      if (red > light[tile]!) light[tile] = red;
      if (red < dark[tile]!) dark[tile] = red;
    }
  }
  return { columns, rows, light, dark };
}

/** Of each tile and the eight around it. */
function spread({ columns, rows, light, dark }: Grid): Grid {
  const near = { columns, rows, light: light.slice(), dark: dark.slice() };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const here = row * columns + column;
      for (let r = Math.max(row - 1, 0); r <= Math.min(row + 1, rows - 1); r++) {
        for (let c = Math.max(column - 1, 0); c <= Math.min(column + 1, columns - 1); c++) {
          near.light[here] = Math.max(near.light[here]!, light[r * columns + c]!);
          near.dark[here] = Math.min(near.dark[here]!, dark[r * columns + c]!);
        }
      }
    }
  }
  return near;
}

interface Place {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

/** Between the middles of which two tiles a pixel is, and how far on the way. */
function place(pixel: number, count: number): Place {
  const position = Math.min(Math.max((pixel + 0.5) / TILE - 0.5, 0), count - 1);
  const first = Math.floor(position);
  return { first, second: Math.min(first + 1, count - 1), share: position - first };
}

function between(grid: Float32Array, columns: number, down: Place, across: Place): number {
  const upper = mix(grid, down.first * columns, across);
  return upper + (mix(grid, down.second * columns, across) - upper) * down.share;
}

function mix(grid: Float32Array, row: number, { first, second, share }: Place): number {
  const left = grid[row + first]!;
  return left + (grid[row + second]! - left) * share;
}
