// The page on which an organization co-signs: what is small comes first, then the rest, with a way to try again.
const place = document.getElementById('cosign');
const said = place?.querySelector('[role=status]');
const failure = place?.querySelector<HTMLElement>('[role=alert]');

if (place && said && failure) {
  const open = async (): Promise<void> => {
    failure.hidden = true;
    said.textContent = place.dataset['loading'] ?? '';
    try {
      const { start } = await import('./cosign/start.js');
      await start(place);
    } catch {
      failure.hidden = false;
      failure.querySelector('button')?.focus();
    }
    said.textContent = '';
  };
  failure.querySelector('button')?.addEventListener('click', () => void open());
  void open();
}

export {};
