// Mounts the page.
import { render } from 'preact';
import { App } from './shell/App';
import { start_location } from './store/location';
import { start_shortcuts } from './store/shortcuts';

start_location();
start_shortcuts();
render(<App />, document.getElementById('root')!);
