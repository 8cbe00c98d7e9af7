// Actions that every screen has: they stand in the palette below those of the screen.
import { navigate } from '../store/location';
import { toggle_theme } from '../store/preferences';
import { i_may, sign_out } from '../store/session';
import { undo } from '../store/undo';
import { type Action, help_open, marks_open } from './overlays';

export const new_product_address = '/?new=product';

export function shell_actions(): Action[] {
  const list: Action[] = [];
  if (i_may('create', 'products')) {
    list.push({
      id: 'new product',
      label: 'New product',
      icon: 'plus',
      words: 'create add',
      run: () => navigate(new_product_address),
    });
  }
  if (i_may('create', 'imports'))
    list.push({
      id: 'import',
      label: 'Import a CSV file',
      icon: 'import',
      words: 'upload load',
      run: () => navigate('/import'),
    });
  list.push(
    {
      id: 'theme',
      label: 'Switch between light and dark',
      icon: 'moon',
      shortcut: 'mod+.',
      words: 'theme mode',
      run: toggle_theme,
    },
    { id: 'undo', label: 'Undo the last change', icon: 'undo', shortcut: 'mod+z', run: () => void undo() },
    {
      id: 'help',
      label: 'Show keyboard shortcuts',
      icon: 'keyboard',
      shortcut: '?',
      words: 'help keys',
      run: () => (help_open.value = true),
    },
    {
      id: 'marks',
      label: 'What the marks mean',
      icon: 'map',
      words: 'legend help colours circles',
      run: () => (marks_open.value = true),
    },
    { id: 'print', label: 'Print this screen', icon: 'copy', words: 'pdf paper', run: () => print() },
    { id: 'sign out', label: 'Sign out', icon: 'leave', words: 'log out leave', run: () => void sign_out() },
  );
  return list;
}
