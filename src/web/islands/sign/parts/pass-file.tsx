// A pass that was saved as a file: chosen, read, and handed on.
import type { ComponentChildren, JSX } from 'preact';
import { ClientError } from '../../../../client/client-error.js';

/** Bytes; a pass has some 600. */
const LARGEST_FILE = 20_000;

interface PassFileProps {
  readonly children: ComponentChildren;
  readonly onChoose: (file: File) => void;
}

export function PassFile({ children, onChoose }: PassFileProps): JSX.Element {
  return (
    <label class="button quiet sign-file">
      {children}
      <input
        type="file"
        accept="text/plain,.txt"
        class="visually-hidden"
        onChange={(event) => {
          const input = event.currentTarget;
          const [file] = input.files ?? [];
          if (file !== undefined) onChoose(file);
          // The same file can be chosen once more.
          input.value = '';
        }}
      />
    </label>
  );
}

/** What a file with a pass holds. Throws ClientError `pass_unreadable` if it is too long to be one. */
export async function readPassFile(file: File): Promise<string> {
  if (file.size > LARGEST_FILE) throw new ClientError('pass_unreadable', 'A file with a pass is short.');
  return file.text();
}
