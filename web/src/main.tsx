import { render } from 'preact';
import { App } from './App.tsx';
import './styles/base.css';
import './styles/shell.css';
import './styles/pane.css';
import './styles/dialog.css';
import './styles/phone.css';
import './styles/composer.css';
import './styles/desk.css';
import './styles/acts.css';
import './styles/files.css';
import './styles/faults.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
