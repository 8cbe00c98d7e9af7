// On narrow screens the navigation is a drawer; this is whether it is open.
import { signal } from '@preact/signals';

export const drawer_open = signal(false);
export const open_navigation = (): void => {
  drawer_open.value = true;
};
export const close_navigation = (): void => {
  drawer_open.value = false;
};
