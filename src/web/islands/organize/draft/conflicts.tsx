// Two organizers wrote different things in one field: both are shown, and whoever sees it chooses. Nothing is lost meanwhile:
// the others' version stands in the draft, hers is kept in this tab.
import type { JSX } from 'preact';
import { type Conflict, valueAt } from '../../../../client/organize/draft-merge.js';
import { useOrganize } from '../context.js';
import { Button } from '../parts/button.js';
import { useDeskHere } from './desk.js';
import { placedPath } from './labels.js';

export function Conflicts(): JSX.Element | null {
  const { say } = useOrganize();
  const { conflicts } = useDeskHere();
  if (conflicts.length === 0) return null;
  return (
    <section class="step organize-conflicts" role="alert" aria-labelledby="organize-conflicts">
      <h2 id="organize-conflicts">{say('organize.conflict.heading')}</h2>
      <p>{say('organize.conflict.what')}</p>
      {conflicts.map((conflict) => (
        <Differing key={conflict.path.join('/')} conflict={conflict} />
      ))}
    </section>
  );
}

function Differing({ conflict }: { readonly conflict: Conflict }): JSX.Element {
  const { say } = useOrganize();
  const { content, choose } = useDeskHere();
  const { label } = placedPath(say, conflict.path);
  const side = (whose: 'mine' | 'theirs', value: unknown): JSX.Element => (
    <div>
      <h4>{say('organize.conflict.whose', { whose })}</h4>
      <div
        class="exact-text"
        dir="auto"
        tabIndex={0}
        role="group"
        aria-label={say('organize.conflict.whose', { whose })}
      >
        {inWords(value) ?? say('organize.conflict.removed')}
      </div>
      <Button
        look="quiet"
        onPress={() => {
          choose(conflict, whose);
        }}
      >
        {say('organize.conflict.take', { whose })}
      </Button>
    </div>
  );
  return (
    <div class="organize-differing">
      <h3>{label}</h3>
      <div class="organize-sides">
        {side('mine', conflict.mine)}
        {side('theirs', valueAt(content, conflict.path))}
      </div>
    </div>
  );
}

/** Undefined where there is nothing. */
function inWords(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((one) => inWords(one) ?? '').join('\n');
  if (typeof value === 'object') {
    return Object.values(value)
      .map((one) => inWords(one) ?? '')
      .join('\n');
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
