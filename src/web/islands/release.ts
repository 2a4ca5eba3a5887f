// The page of a letter's organizers: the rest is fetched at once, and said if it doesn't come. protocol.md#editions

const place = document.getElementById('release');
const said = place?.querySelector('[role=status]');
const failure = place?.querySelector<HTMLElement>('[role=alert]');

let failures = 0;
let opening = false;

if (place && said && failure) {
  const open = async (): Promise<void> => {
    if (opening) return;
    // A browser may remember for as long as the page lives that a script could not be fetched.
    if (failures > 1) location.reload();
    opening = true;
    failure.hidden = true;
    said.textContent = place.dataset['loading'] ?? '';
    try {
      const { start } = await import('./release/start.js');
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
  void open();
}

export {};
