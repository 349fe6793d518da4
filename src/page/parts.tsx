// Small parts that several panels are made of.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

interface PanelProps {
  readonly title: string;
  readonly name: string;
  /** Beside the title. */
  readonly tools?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Panel({ title, name, tools, children }: PanelProps) {
  const id = useId();
  return (
    <section class={`panel ${name}`} aria-labelledby={id}>
      <div class="bar">
        <h2 id={id}>{title}</h2>
        {tools}
      </div>
      {children}
    </section>
  );
}

interface CopyProps {
  readonly text: string;
  readonly label: string;
}

/** A button that copies a text, and says so for a moment. */
export function Copy({ text, label }: CopyProps) {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async (): Promise<void> => {
    setSaid((await write(text)) ? 'Copied' : 'Cannot copy here');
    clearTimeout(timer.current);
    timer.current = setTimeout(setSaid, 1_500, '');
  };
  return (
    <span class="copy">
      <button type="button" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status" class="quiet">
        {said}
      </span>
    </span>
  );
}

/** Browsers give the clipboard to secure contexts only, and this machine is one; elsewhere it may be missing. */
async function write(text: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  return clipboard
    ? clipboard.writeText(text).then(
        () => true,
        () => false,
      )
    : false;
}

interface EmptyProps {
  readonly children: ComponentChildren;
  /** A command line that gets something to be seen here. */
  readonly command?: string;
}

/** What a panel says when it has nothing to show: what to do first. */
export function Empty({ children, command }: EmptyProps) {
  return (
    <div class="empty">
      <p>{children}</p>
      {command !== undefined && (
        <div class="command">
          <code tabIndex={0}>{command}</code>
          <Copy text={command} label="Copy" />
        </div>
      )}
    </div>
  );
}
