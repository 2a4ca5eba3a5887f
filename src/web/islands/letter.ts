// The letter page before *Sign* is pressed: nothing but what fetches the rest, and one line for whoever has begun.

const place = document.getElementById('sign');
const said = place?.querySelector('[role=status]');
const failure = place?.querySelector<HTMLElement>('[role=alert]');

let failures = 0;
let opening = false;
let opened = false;

if (place && said && failure) {
  const texts = place.dataset;
  showBegun(begun(texts['letter'] ?? ''));
  document.addEventListener('click', (event) => {
    const pressed = event.target instanceof Element && event.target.closest('[data-sign], #sign-button');
    if (!pressed) return;
    // The link itself goes to the place; a second time it would forget which step is shown there.
    if (opened) event.preventDefault();
    void open(pressed);
  });

  const open = async (pressed: Element): Promise<void> => {
    if (opening) return;
    // A browser may remember for as long as the page lives that a script could not be fetched.
    if (failures > 1) {
      location.reload();
      return;
    }
    opening = true;
    pressed.setAttribute('aria-disabled', 'true');
    failure.hidden = true;
    said.textContent = texts['loading'] ?? '';
    try {
      const { start } = await import('./sign/start.js');
      await start(place);
      opened = true;
      showBegun('nothing');
    } catch {
      failures += 1;
      failure.hidden = false;
      failure.querySelector('a')?.focus();
    }
    said.textContent = '';
    opening = false;
    pressed.removeAttribute('aria-disabled');
  };
}

function showBegun(what: string): void {
  for (const line of document.querySelectorAll<HTMLElement>('[data-begun]')) {
    line.hidden = line.dataset['begun'] !== what;
  }
}

/** What this device keeps of the letter: something unfinished, a signature that waits, what was chosen to stay, or nothing. */
function begun(letter: string): string {
  try {
    const kept = JSON.parse(localStorage.getItem(`undersigned/${letter}`) ?? 'null') as {
      readonly step?: string;
      readonly isLater?: boolean;
    } | null;
    if (!kept) return 'nothing';
    if (kept.step === 'recorded') return 'recorded';
    return kept.isLater ? 'later' : 'unfinished';
  } catch {
    return 'nothing';
  }
}
