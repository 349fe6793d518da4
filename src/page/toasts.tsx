// In the corner: the outcomes of the last actions, with a link to the result and an undo.
import { Icon } from './icons.tsx';
import type { Model } from './model.ts';
import type { Toast } from './outcomes.ts';
import { OutcomeLink } from './parts.tsx';

export function Toasts({ model }: { readonly model: Model }) {
  const { outcomes } = model;
  return (
    <div class="toasts" role="status" aria-label="Notifications">
      {outcomes.toasts.value.map((toast) => (
        <div key={toast.id} class="toast">
          <span>{toast.text}</span>
          <OutcomeLink model={model} outcome={toast} />
          {toast.undo && <Undo model={model} toast={toast} />}
          <button
            type="button"
            class="small"
            aria-label="Dismiss this notification"
            onClick={() => outcomes.close(toast.id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}

function Undo({ model, toast }: { readonly model: Model; readonly toast: Toast }) {
  const undo = async (): Promise<void> => {
    model.outcomes.close(toast.id);
    if (await model.try(async () => toast.undo?.()))
      model.outcomes.say(toast.action, { text: `Undone: ${toast.text}` });
  };
  return (
    <button type="button" onClick={() => void undo()}>
      Undo
    </button>
  );
}
