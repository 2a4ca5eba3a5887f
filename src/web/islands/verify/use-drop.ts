// What is dropped on the page, wherever: unless the page takes it, a browser leaves the page and shows the file.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Why what was dropped can't be checked, as a sentence. */
export type WrongFile = 'verify.fileMissing' | 'verify.fileMany' | 'verify.fileFolder';

/** What one drop brought: a new object for each. */
export interface Dropped {
  readonly found: File | WrongFile;
}

/** Whether something is held over the page that may be dropped; never, and nothing is taken, without `onDrop`. */
export function useDrop(onDrop: ((dropped: Dropped) => void) | undefined): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useLayoutEffect(() => {
    // A piece of text may be dropped where text goes.
    const filesIn = ({ dataTransfer }: DragEvent): DataTransfer | undefined =>
      dataTransfer?.types.includes('Files') === true ? dataTransfer : undefined;
    const over = (event: DragEvent): void => {
      const files = filesIn(event);
      if (files === undefined) return;
      event.preventDefault();
      if (latest.current === undefined) files.dropEffect = 'none';
      setOver(latest.current !== undefined);
    };
    const out = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      const files = filesIn(event);
      if (files === undefined) return;
      event.preventDefault();
      setOver(false);
      latest.current?.({ found: foundIn(files) });
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', out);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', out);
      document.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}

/** The one file that was dropped, or why there is none. */
function foundIn({ files, items }: DataTransfer): File | WrongFile {
  const [file, ...more] = files;
  if (file === undefined) return 'verify.fileMissing';
  if (more.length > 0) return 'verify.fileMany';
  const isFolder = items[0]?.webkitGetAsEntry()?.isDirectory === true;
  return isFolder ? 'verify.fileFolder' : file;
}
