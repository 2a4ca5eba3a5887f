// How a page whose script is large begins: what is small comes first, then the rest, with a way to try again.

/** Fetches and starts the rest of what is drawn in a place; again if it is called again, and never twice at once. */
export function opener(
  place: HTMLElement | null,
  start: (place: HTMLElement) => Promise<void>,
  mayReload = (): boolean => true,
): (() => Promise<void>) | undefined {
  const said = place?.querySelector('[role=status]');
  const failure = place?.querySelector<HTMLElement>('[role=alert]');
  if (!place || !said || !failure) return undefined;
  let failures = 0;
  let opening = false;
  const open = async (): Promise<void> => {
    if (opening) return;
    // A browser may remember for as long as the page lives that a script could not be fetched.
    if (failures > 1 && mayReload()) location.reload();
    opening = true;
    failure.hidden = true;
    said.textContent = place.dataset['loading'] ?? '';
    try {
      await start(place);
    } catch {
      failures += 1;
      failure.hidden = false;
      failure.querySelector('button')?.focus();
    }
    said.textContent = '';
    opening = false;
  };
  failure.querySelector('button')?.addEventListener('click', () => void open());
  return open;
}
