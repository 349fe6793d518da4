// Which of the requests are shown.
import type { RequestEntry } from '../document/schemas.ts';
import { Choice, folded, Search, Shown } from './filters.tsx';

export interface RequestFilter {
  readonly space: string;
  /** The class of the status, such as `4xx`. */
  readonly status: string;
  readonly method: string;
  readonly path: string;
  /** Who answered: the mock, or the upstream. */
  readonly answer: string;
  readonly text: string;
  /** Whether the questions are shown that a browser asks before a request to another origin. */
  readonly preflights: boolean;
}

export const anyRequest: RequestFilter = {
  space: '',
  status: '',
  method: '',
  path: '',
  answer: '',
  text: '',
  preflights: false,
};

const disconnected = 'no response';
const statuses = ['2xx', '3xx', '4xx', '5xx', disconnected];

const classOf = ({ status }: RequestEntry): string => (status === 0 ? disconnected : `${Math.floor(status / 100)}xx`);

const pathOf = ({ url }: RequestEntry): string => url.replace(/\?.*/s, '');

const isPreflight = ({ method, requestHeaders = {} }: RequestEntry): boolean =>
  method === 'OPTIONS' && 'access-control-request-method' in requestHeaders;

/** Who answered, and whether in a way that violates the contract. */
const sidesOf = ({ forwarded, violations }: RequestEntry): string[] =>
  forwarded ? ['forwarded', ...(violations ? ['violating'] : [])] : ['mocked'];

const texts = new WeakMap<RequestEntry, string>();

/** All that is in an entry, folded once. */
function textOf(entry: RequestEntry): string {
  const text = texts.get(entry) ?? folded(JSON.stringify(entry));
  texts.set(entry, text);
  return text;
}

export function fits(
  entry: RequestEntry,
  { space, status, method, path, answer, text, preflights }: RequestFilter,
): boolean {
  return (
    ['', entry.space].includes(space) &&
    ['', classOf(entry)].includes(status) &&
    ['', entry.method].includes(method) &&
    ['', pathOf(entry)].includes(path) &&
    ['', ...sidesOf(entry)].includes(answer) &&
    (preflights || method === 'OPTIONS' || !isPreflight(entry)) &&
    (text === '' || textOf(entry).includes(folded(text.trim())))
  );
}

interface Props {
  readonly filter: RequestFilter;
  readonly onChange: (filter: RequestFilter) => void;
  /** All requests that there are. */
  readonly all: readonly RequestEntry[];
  /** How many of them fit. */
  readonly shown: number;
  /** The space that is looked at. */
  readonly space: string;
}

/** What there is to choose from is what is there. */
export function RequestFilters({ filter, onChange, all, shown, space }: Props) {
  const choice = (name: 'space' | 'status' | 'method' | 'path' | 'answer', values: readonly (string | undefined)[]) => (
    <Choice
      name={name}
      values={
        [...new Set([...values, filter[name]])].filter((value) => value !== undefined && value !== '') as string[]
      }
      value={filter[name]}
      onChange={(value) => onChange({ ...filter, [name]: value })}
    />
  );
  const preflights = all.filter(isPreflight).length;
  return (
    <>
      <div class="filters" role="search" aria-label="Requests">
        {choice('space', [space, ...all.map((entry) => entry.space)])}
        {choice('status', statuses)}
        {choice(
          'method',
          all.map(({ method }) => method),
        )}
        {choice('path', all.map(pathOf))}
        {all.some(({ forwarded }) => forwarded) && choice('answer', ['mocked', 'forwarded', 'violating'])}
        <Search
          label="text of a request"
          hint="path, reason, header, body"
          value={filter.text}
          onChange={(text) => onChange({ ...filter, text })}
        />
      </div>
      <Shown shown={shown} all={all.length} what="request" onAll={() => onChange({ ...anyRequest, preflights: true })}>
        {preflights > 0 && (
          <button type="button" class="link" onClick={() => onChange({ ...filter, preflights: !filter.preflights })}>
            {filter.preflights ? 'Hide preflights' : `Show ${preflights} preflights`}
          </button>
        )}
      </Shown>
    </>
  );
}
