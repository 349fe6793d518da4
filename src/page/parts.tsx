// Small parts that several panels are made of.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import type { Model } from './model.ts';
import type { Outcome } from './outcomes.ts';

interface PanelProps {
  readonly title: string;
  readonly name: string;
  /** Beside the title. */
  readonly tools?: ComponentChildren;
  /** Below the title, and in sight wherever one scrolls. */
  readonly filters?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Panel({ title, name, tools, filters, children }: PanelProps) {
  const id = useId();
  return (
    <section id={name} class={`panel ${name}`} aria-labelledby={id} tabIndex={-1}>
      <div class="bar">
        <h2 id={id}>{title}</h2>
        {tools}
        {filters && <div class="narrow">{filters}</div>}
      </div>
      {children}
    </section>
  );
}

interface CopyProps {
  readonly text: string;
  readonly label: string;
  /** Shows a picture; the label is for those who do not see it. */
  readonly isSmall?: boolean;
}

/** A button that copies a text, and says so for a moment. */
export function Copy({ text, label, isSmall = false }: CopyProps) {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async (): Promise<void> => {
    setSaid((await copyText(text)) ? 'Copied' : 'Cannot copy here');
    clearTimeout(timer.current);
    timer.current = setTimeout(setSaid, 1_500, '');
  };
  return (
    <span class="copy">
      <button
        type="button"
        class={isSmall ? 'small' : ''}
        {...(isSmall && { 'aria-label': label, title: label })}
        onClick={() => void copy()}
      >
        {isSmall ? <Icon name={said === 'Copied' ? 'done' : 'copy'} /> : label}
      </button>
      <span role="status" class={isSmall && said !== 'Cannot copy here' ? 'hidden' : 'quiet'}>
        {said}
      </span>
    </span>
  );
}

/** Browsers give the clipboard to secure contexts only, and this machine is one; elsewhere it may be missing. */
export async function copyText(text: string): Promise<boolean> {
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
          <Copy text={command} label="Copy the command" isSmall />
        </div>
      )}
    </div>
  );
}

interface SaidProps {
  readonly model: Model;
  readonly action: string;
}

/** The outcome of an action, where it was started. Screen readers hear of an error here, and of a success by the toast. */
export function Said({ model, action }: SaidProps) {
  const outcome = model.outcomes.last.value[action];
  if (!outcome) return undefined;
  return (
    <p class={outcome.isBad ? 'said error' : 'said'} {...(outcome.isBad && { role: 'alert' })}>
      {outcome.text} <OutcomeLink model={model} outcome={outcome} />
    </p>
  );
}

/** The way to what an action has made. */
export function OutcomeLink({ model, outcome: { link } }: { readonly model: Model; readonly outcome: Outcome }) {
  if (!link) return undefined;
  return (
    <button type="button" class="link" onClick={() => void model.go(link.place)}>
      {link.label}
    </button>
  );
}

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly title: string; readonly mark?: string }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  readonly children: ComponentChildren;
}

/** As the pattern for tabs has it: arrows move, and only the chosen tab is in the tab order. */
export function Tabs<Id extends string>({ label, tabs, chosen, onChoose, children }: TabsProps<Id>) {
  const id = useId();
  const move = ({ key, currentTarget }: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    const place = tabs.findIndex((tab) => tab.id === chosen);
    const next = step === undefined ? undefined : tabs.at((place + step) % tabs.length);
    if (!next) return;
    onChoose(next.id);
    (currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div class="tabbed">
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            data-tab={tab.id}
            aria-selected={tab.id === chosen}
            aria-controls={id}
            tabIndex={tab.id === chosen ? 0 : -1}
            onClick={() => onChoose(tab.id)}
          >
            {tab.title}
            {tab.mark !== undefined && <span class="quiet"> {tab.mark}</span>}
          </button>
        ))}
      </div>
      <div id={id} class="tabpanel" role="tabpanel" aria-label={tabs.find((tab) => tab.id === chosen)?.title}>
        {children}
      </div>
    </div>
  );
}
