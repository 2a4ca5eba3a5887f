// The page for those who come back: a pass in its address is taken out of there at once, then the rest is fetched.
// protocol.md#signing

/** What stands before a pass in an address; no browser sends what is behind the `#`. */
const PASS = '#pass=';

const place = document.getElementById('mine');
const said = place?.querySelector('[role=status]');
const failure = place?.querySelector<HTMLElement>('[role=alert]');

/** Its whole key: in memory only, until it is taken. */
let pass: string | undefined;
let failures = 0;
let opening = false;

if (place && said && failure) {
  const open = async (): Promise<void> => {
    if (opening) return;
    // A browser may remember for as long as the page lives that a script could not be fetched; a pass would go with the page.
    if (failures > 1 && pass === undefined) location.reload();
    opening = true;
    failure.hidden = true;
    said.textContent = place.dataset['loading'] ?? '';
    try {
      const { start } = await import('./mine/start.js');
      await start(place, pass);
      pass = undefined;
    } catch {
      failures += 1;
      failure.hidden = false;
      failure.querySelector('button')?.focus();
    }
    said.textContent = '';
    opening = false;
  };
  const read = (): boolean => {
    const { hash, pathname, search } = location;
    if (!hash.startsWith(PASS)) return false;
    pass = hash.slice(1);
    history.replaceState(null, '', pathname + search);
    return true;
  };
  failure.querySelector('button')?.addEventListener('click', () => void open());
  // A link with a pass, opened where this page stands already.
  addEventListener('hashchange', () => {
    if (read()) void open();
  });
  read();
  void open();
}

export {};
