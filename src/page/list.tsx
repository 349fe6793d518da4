// A list that opens its entries. Only its beginning is drawn, and more of it as soon as its end comes into view.
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';

/** How many entries are drawn at a time: few enough for one frame. */
const step = 30;

interface ListProps<T> {
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  /** The id of the entry that is open: it is drawn wherever it is, and brought into view. */
  readonly open: string;
  /** What the items are: when it changes, the list begins anew. */
  readonly of: string;
  readonly class: string;
  readonly label?: string;
  /** Draws an entry. What changes without the item has to be in `of`, or in a signal. */
  readonly children: (item: T, open: boolean) => ComponentChildren;
}

export function List<T>({ items, idOf, open, of, label, children, ...rest }: ListProps<T>) {
  const [drawn, setDrawn] = useState({ of, count: step });
  const opened = open === '' ? 0 : items.findIndex((item) => idOf(item) === open) + 1;
  const count = Math.max(drawn.of === of ? drawn.count : step, opened);
  return (
    <div class="list">
      <Edge onSeen={() => setDrawn({ of, count: step })} />
      <ul {...rest} aria-label={label}>
        {items.slice(0, count).map((item) => (
          <Entry key={idOf(item)} item={item} open={idOf(item) === open} of={of} draw={children} />
        ))}
      </ul>
      {items.length > count && (
        <Edge key={`${of} ${count}`} onSeen={() => setDrawn({ of, count: count + step })}>
          {items.length - count} more
        </Edge>
      )}
    </div>
  );
}

interface EntryProps<T> {
  readonly item: T;
  readonly open: boolean;
  readonly of: string;
  readonly draw: ListProps<T>['children'];
}

/** Drawn again only when it changes: there may be a thousand of them. */
function Entry<T>({ item, open, of, draw }: EntryProps<T>) {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => (open && place.current ? bringIntoView(place.current) : undefined), [open]);
  return useMemo(
    () => (
      <li ref={place} class={open ? 'open' : ''}>
        {draw(item, open)}
      </li>
    ),
    [item, open, of],
  );
}

/** Only what is not in view already is moved: in browsers of today, the next Tab starts at an element that a script has scrolled to. */
function bringIntoView(element: Element): () => void {
  const observer = new IntersectionObserver(([entry]) => {
    observer.disconnect();
    if (entry && entry.intersectionRatio < 0.99) element.scrollIntoView({ block: 'nearest' });
  });
  observer.observe(element);
  return () => observer.disconnect();
}

interface EdgeProps {
  readonly onSeen: () => void;
  readonly children?: ComponentChildren;
}

/** The beginning, or the end of what is drawn: tells when it comes into view. */
function Edge({ onSeen, children }: EdgeProps) {
  const place = useRef<HTMLParagraphElement>(null);
  const last = useRef(onSeen);
  last.current = onSeen;
  useEffect(() => {
    if (!place.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && last.current());
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return (
    <p ref={place} class="quiet edge">
      {children}
    </p>
  );
}
