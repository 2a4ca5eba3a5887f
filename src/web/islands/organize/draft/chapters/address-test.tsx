// Whether an address counts, under the policy as it stands: tested here, in the browser; it goes nowhere.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DraftWorkplace } from '../../../../../client/organize/draft-fields.js';
import { testAddress } from '../../../../../client/organize/mailbox-test.js';
import { useOrganize } from '../../context.js';
import { Line } from '../../parts/field.js';

export function AddressTest({ workplaces }: { readonly workplaces: readonly DraftWorkplace[] }): JSX.Element {
  const { say } = useOrganize();
  const [typed, setTyped] = useState('');
  const tested = typed.includes('@') ? testAddress(workplaces, typed) : undefined;
  return (
    <section class="organize-test" aria-labelledby="organize-test">
      <h3 id="organize-test">{say('organize.test.heading')}</h3>
      <ul>
        <li>{say('organize.test.plus')}</li>
        <li>{say('organize.test.dots')}</li>
        <li>{say('organize.test.shared')}</li>
        <li>{say('organize.test.exact')}</li>
      </ul>
      <Line
        id="organize-test-address"
        label={say('organize.test.address')}
        hint={say('organize.test.addressHint')}
        value={typed}
        isExact
        maxLength={300}
        onChange={setTyped}
      />
      <p class={tested?.counts === true ? 'notice success' : tested && 'notice warning'} role="status">
        {tested !== undefined &&
          (tested.counts
            ? say('organize.test.counts', { address: tested.address, workplace: tested.workplace })
            : say('organize.test.countsNot', { why: tested.why }))}
      </p>
    </section>
  );
}
