// Removes secrets from reports: everything that a response held in a secret field or a cookie, from the first one on, and
// the credentials of the run. Values that the run made up are not secrets, and a replay needs them.
import { isRecord } from '../../document/json.ts';
import { isSecretName, mask } from '../../document/secret.ts';
import type { TargetResponse, TargetRequest, Target } from './http.ts';

/** A shorter text is in every other word. */
const shortest = 4;
/** No target has this many secrets. With more of them, no text of the target is quoted. */
const most = 2_000;

export class Scrubber {
  readonly #names: ReadonlySet<string>;
  readonly #secrets = new Set<string>();
  readonly #madeUp = new Set<string>();
  /** Whether the run has sent one text in a secret field and in an open one: then a target that garbles it shows that in both. */
  #mirrored = false;
  #forms: readonly string[] | undefined;

  /** @param fields the names of the secret fields, each with the value that the run puts there */
  constructor(fields: readonly { readonly name: string; readonly sample: unknown }[]) {
    this.#names = new Set(fields.map(({ name }) => name.toLowerCase()));
    for (const { sample } of fields) this.#note(sample);
  }

  /** A target whose every request and response the scrubber looks at. */
  watch(target: Target): Target {
    return {
      url: target.url,
      interrupt: () => target.interrupt(),
      close: () => target.close(),
      send: async (asked) => {
        this.#noteSent(asked);
        const response = await target.send(asked);
        this.#learn(response);
        return response;
      },
    };
  }

  /** Secrets that come from elsewhere than the target. The usual user's name is more often a name than a password. */
  add(...texts: readonly (string | undefined)[]): void {
    for (const text of texts) if (text !== undefined && text !== 'admin') this.#add(text);
  }

  /** A copy of any value with every secret in its texts masked, in any encoding. */
  scrub<T>(value: T): T {
    this.#forms ??= formsOf(this.#secrets);
    return this.#clean(value, this.#forms) as T; // the same shape, with other texts
  }

  #clean(value: unknown, forms: readonly string[]): unknown {
    if (typeof value === 'string')
      return this.#secrets.size > most ? value.replaceAll(quoted, `"${mask}"`) : masked(value, forms);
    if (Array.isArray(value)) return value.map((each) => this.#clean(each, forms));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.#clean(each, forms)]));
  }

  /** What the run sends in a secret field it has made up, unless the target has shown it before: then it is put back. */
  #noteSent({ body }: TargetRequest): void {
    if (typeof body !== 'string') return;
    const { secret, open } = this.#textsIn(parse(body));
    for (const text of secret) {
      if (open.has(text)) this.#mirrored = true;
      if (!this.#secrets.has(text)) this.#note(text);
    }
  }

  #note(value: unknown): void {
    if (typeof value === 'string') this.#madeUp.add(plainly(value));
  }

  #learn({ json, setCookies }: TargetResponse): void {
    for (const cookie of setCookies) this.#add(/^[^=]*=([^;]*)/.exec(cookie)?.[1] ?? '');
    const { secret, open } = this.#textsIn(json);
    for (const text of secret) if (!this.#isMadeUp(text) && !(this.#mirrored && open.has(text))) this.#add(text);
  }

  #add(text: string): void {
    if (text.length < shortest || this.#secrets.size > most || this.#secrets.has(text) || /^[*\u2022]+$/.test(text))
      return;
    this.#secrets.add(text);
    this.#forms = undefined;
  }

  /** Also where the target has trimmed it, cut it, or changed its case, because a check has to show that. */
  #isMadeUp(text: string): boolean {
    const plain = plainly(text);
    if (this.#madeUp.has(plain)) return true;
    return plain.length >= shortest && [...this.#madeUp].some((each) => each.startsWith(plain));
  }

  /** The texts in secret fields and in all others, at any depth. */
  #textsIn(json: unknown): { readonly secret: ReadonlySet<string>; readonly open: ReadonlySet<string> } {
    const texts = { secret: new Set<string>(), open: new Set<string>() };
    const waiting: { readonly value: unknown; readonly secret: boolean }[] = [{ value: json, secret: false }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { value, secret } = next;
      if (typeof value === 'string' || (typeof value === 'number' && value >= 100_000))
        texts[secret ? 'secret' : 'open'].add(String(value));
      if (typeof value !== 'object' || value === null) continue;
      for (const [name, each] of Object.entries(value))
        waiting.push({ value: each, secret: secret || this.#names.has(name.toLowerCase()) || isSecretName(name) });
    }
    return texts;
  }
}

/** Texts in quotation marks, as responses are quoted, also where they are cut off; and numbers that may be secrets. */
const quoted = /"(?:[^"\\]|\\.)*(?:"|$)|\d{6,}/g;

const plainly = (text: string): string => text.trim().toLowerCase();

/** Each secret as it is, and as it stands in JSON, in JSON that is quoted as JSON, in URLs, forms, XML and Base64. */
function formsOf(secrets: ReadonlySet<string>): string[] {
  const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
  const forms = [...secrets].flatMap((text) => [
    text,
    inJson(text),
    inJson(inJson(text)),
    encodeURIComponent(text.toWellFormed()),
    new URLSearchParams({ a: text }).toString().slice(2),
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    ...base64Of(text),
  ]);
  return [...new Set(forms)].filter((form) => form.length >= shortest).toSorted((a, b) => b.length - a.length);
}

/** In Base64 a text looks different at each of three places: without the characters at both ends that its neighbours share. */
function base64Of(text: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.from('\0'.repeat(before) + text);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
    const own = whole.slice(before === 0 ? 0 : 4);
    return own.length >= 8 ? [own, own.replaceAll('+', '-').replaceAll('/', '_')] : [];
  });
}

/** Masks each form, also where it was cut off: a cut is marked by an ellipsis. */
function masked(text: string, forms: readonly string[]): string {
  const whole = forms.reduce((rest, form) => rest.replaceAll(form, mask), text);
  return whole.includes('…') ? whole.replaceAll(/[^\u2026]{4,}\u2026/g, (piece) => maskEnd(piece, forms)) : whole;
}

function maskEnd(piece: string, forms: readonly string[]): string {
  const kept = piece.slice(0, -1);
  const longest = Math.max(0, ...forms.map((form) => overlap(kept, form)));
  return longest === 0 ? piece : `${kept.slice(0, -longest)}${mask}…`;
}

/** How many characters at the end of a text are the beginning of a form; 0 when they are too few to tell. */
function overlap(text: string, form: string): number {
  for (let length = Math.min(text.length, form.length - 1); length >= shortest; length -= 1)
    if (text.endsWith(form.slice(0, length))) return length;
  return 0;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
