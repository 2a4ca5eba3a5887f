// A sheet of this page: its heading takes the focus if something that she did brought it, and not if another organizer did.
import type { ComponentChildren, JSX } from 'preact';
import { Sheet } from '../../organize/parts/sheet.js';
import { useRelease } from '../context.js';

export interface RoundProps {
  readonly heading: string;
  readonly children: ComponentChildren;
}

export function Round({ heading, children }: RoundProps): JSX.Element {
  const { leads } = useRelease();
  return (
    <Sheet key={heading} heading={heading} isFirst={!leads}>
      {children}
    </Sheet>
  );
}
