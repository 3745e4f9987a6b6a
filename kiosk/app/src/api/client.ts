// Asks the server. Every answer that is no answer is an error with a code; no answer at all is `NoAnswer`.

const ROOT = "/api/v1";
const PATIENCE_MS = 8_000;

/** The server said no; `code` is why, in the words of the API. */
export class Refused extends Error {
  constructor(readonly code: string, readonly status: number) {
    super(code);
    this.name = "Refused";
  }
}

/** Nobody answered, or the server was too busy: asking again later is harmless. */
export class NoAnswer extends Error {
  constructor(readonly retryAfterMs: number = 0, readonly status: number = 0) {
    super("no_answer");
    this.name = "NoAnswer";
  }
}

export interface Asking {
  body?: unknown;
  headers?: Record<string, string>;
  patienceMs?: number;
}

/** One device's line to the server. */
export class Client {
  /** `station`: where a device that was moved stood when what it tells happened, if it says so. */
  constructor(private readonly token: string = "", private readonly station: number | null = null) {}

  get<T>(path: string, asking: Asking = {}): Promise<T> {
    return this.ask<T>("GET", path, asking);
  }

  /** As `get`, but null when nothing has changed since the answer with this ETag. */
  async getIfChanged<T>(path: string, etag: string): Promise<{ body: T; etag: string } | null> {
    const answer = await this.send("GET", path, etag ? { headers: { "If-None-Match": etag } } : {});
    if (answer.status === 304) return null;
    return { body: await read<T>(answer), etag: answer.headers.get("ETag") ?? "" };
  }

  post<T>(path: string, body: unknown, asking: Asking = {}): Promise<T> {
    return this.ask<T>("POST", path, { ...asking, body });
  }

  /** As `post`, for money: sent twice it moves once. */
  pay<T>(path: string, body: unknown, key: string, asking: Pick<Asking, "patienceMs"> = {}): Promise<T> {
    return this.post<T>(path, body, { ...asking, headers: { "Idempotency-Key": key } });
  }

  private async ask<T>(method: string, path: string, asking: Asking): Promise<T> {
    return read<T>(await this.send(method, path, asking));
  }

  private async send(method: string, path: string, asking: Asking): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json", ...asking.headers };
    if (this.token) headers["Authorization"] = `Bearer ${this.token}`;
    if (this.station !== null) headers["Pantbox-Station"] = String(this.station);
    const init: RequestInit = {
      method, headers, cache: "no-store", signal: AbortSignal.timeout(asking.patienceMs ?? PATIENCE_MS),
    };
    if (asking.body !== undefined) {
      headers["Content-Type"] = "application/json";
      init.body = JSON.stringify(asking.body);
    }
    try {
      return await fetch(ROOT + path, init);
    } catch {
      throw new NoAnswer();
    }
  }
}

const BUSY = new Set([429, 502, 503, 504]);

async function read<T>(answer: Response): Promise<T> {
  if (BUSY.has(answer.status)) throw new NoAnswer(Number(answer.headers.get("Retry-After") ?? 0) * 1_000, answer.status);
  const said = await readJson(answer);
  if (!answer.ok) throw new Refused(codeOf(said) ?? `http_${answer.status}`, answer.status);
  return said as T;
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    if (answer.ok) throw new NoAnswer();
    return null;
  }
}

function codeOf(problem: unknown): string | null {
  const code = (problem as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : null;
}
