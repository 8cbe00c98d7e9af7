// The last field changes, newest last, for Ctrl+Z.
import { announce, toast } from './notices';

export interface Undo {
  label: string;
  run: () => Promise<boolean>;
}

const stack: Undo[] = [];

export function remember_undo(item: Undo): void {
  stack.push(item);
  if (stack.length > 50) stack.shift();
}

/** After something that cannot be taken back, older steps would act on another world. */
export const forget_undo = (): void => void stack.splice(0);

export async function undo(): Promise<void> {
  const item = stack.pop();
  if (!item) {
    toast('Nothing to undo');
    return;
  }
  if (await item.run()) {
    toast(`Undone: ${item.label}`);
    announce(`Undone: ${item.label}`);
  }
}
