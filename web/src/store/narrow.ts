// Whether the window is as narrow as a phone's or a small tablet's.
import { signal } from '@preact/signals';

const media = matchMedia('(max-width: 900px)');
export const narrow = signal(media.matches);
media.addEventListener('change', () => {
  narrow.value = media.matches;
});
