// A text as a file of this device.

/** Offers a file to be saved. */
export function saveText({ name, text }: { readonly name: string; readonly text: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: some browsers fetch it only then.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
