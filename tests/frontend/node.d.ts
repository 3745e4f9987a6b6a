// The little of Node that the tests use; its whole types would make the front end believe it runs there.

declare module "node:test" {
  export function test(name: string, work: () => void | Promise<void>): void;
}

declare module "node:assert/strict" {
  const assert: {
    equal(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    ok(value: unknown, message?: string): void;
    rejects(work: Promise<unknown>, expected?: object): Promise<void>;
  };
  export default assert;
}
