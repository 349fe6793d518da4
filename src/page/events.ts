// The mock's events as they happen. Not by EventSource, which cannot send the token of the control API.
import { type Api, ApiError } from './api.ts';

export interface Happened {
  readonly type: string;
  readonly data: unknown;
}

export interface Follower {
  onEvent(event: Happened): void;
  /** Whether events are coming. */
  onLive(live: boolean): void;
  onError(error: ApiError): void;
}

/** Follows until the signal is aborted, and comes back with the id of the last event after a break. */
export async function followEvents(api: Api, follower: Follower, signal: AbortSignal): Promise<void> {
  let lastId: string | undefined;
  while (!signal.aborted) {
    try {
      const headers: Record<string, string> = lastId === undefined ? {} : { 'Last-Event-ID': lastId };
      const { body } = await api.ask('/__mock/events', { headers, signal });
      follower.onLive(true);
      for await (const { id, ...event } of parse(body)) {
        lastId = id ?? lastId;
        follower.onEvent(event);
      }
    } catch (error) {
      if (error instanceof ApiError && error.status >= 400) {
        follower.onError(error);
        return;
      }
    }
    if (signal.aborted) return;
    follower.onLive(false);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function* parse(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Happened & { id: string | undefined }> {
  if (!body) return;
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const blocks = (text + chunk.value).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const type = field('event');
      if (type !== undefined) yield { id: field('id'), type, data: JSON.parse(field('data') ?? 'null') as unknown };
    }
  }
}
