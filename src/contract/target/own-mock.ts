// A mock of this package can restore a space whole: ids, dates, outbox and all. No other target can.
import { isRecord } from '../../document/json.ts';
import { isSuccess } from './response.ts';
import type { Target } from './http.ts';

/** The whole state of a space; null where there is no such space. */
export type SpaceState = { readonly json: unknown } | null;

/** Whether a target is a mock of this package. */
export async function isOwnMock(target: Target): Promise<boolean> {
  const { json } = await target.send({ method: 'GET', path: '/__mock/health' });
  return isRecord(json) && json['status'] === 'ok';
}

/** Undefined where the mock does not tell, because it requires a control token. */
export async function stateOf(target: Target, space: string): Promise<SpaceState | undefined> {
  const response = await target.send({ method: 'GET', path: `${pathOf(space)}?secrets=plain` });
  if (response.status === 404) return null;
  return isSuccess(response) ? { json: response.json } : undefined;
}

/** Whether it was restored. */
export async function restoreState(target: Target, space: string, state: SpaceState): Promise<boolean> {
  const path = pathOf(space);
  if (state === null) {
    const { status } = await target.send({ method: 'DELETE', path });
    return status === 204 || status === 404;
  }
  const headers = { 'Content-Type': 'application/json' };
  return isSuccess(await target.send({ method: 'PUT', path, headers, body: JSON.stringify(state.json) }));
}

const pathOf = (space: string): string => `/__mock/spaces/${encodeURIComponent(space)}`;

/**
 * Moves the clock of a mock forward by so many seconds. Resolves with what sets it back; undefined where it cannot be moved:
 * by a mock that requires a control token, or is older than its clock.
 */
export async function travel(target: Target, seconds: number): Promise<(() => Promise<void>) | undefined> {
  const headers = { 'Content-Type': 'application/json' };
  const clock = { path: '/__mock/clock', headers };
  const before = await target.send({ ...clock, method: 'GET' });
  if (!isSuccess(before) || !isRecord(before.json)) return undefined;
  const { now, offset, frozen } = before.json;
  const body = JSON.stringify({ milliseconds: seconds * 1000 });
  const moved = await target.send({ method: 'POST', path: `${clock.path}/advance`, headers, body });
  if (!isSuccess(moved)) return undefined;
  const former = frozen === true ? { now, frozen } : { offset };
  return async () => void (await target.send({ ...clock, method: 'PUT', body: JSON.stringify(former) }));
}
