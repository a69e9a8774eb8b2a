import '../parts/look/start.ts';
import { render } from 'preact';
import { App } from './App.tsx';
import { startLive } from './server/live.ts';
import { lookWho } from './server/session.ts';

void lookWho();
startLive();
const root = document.getElementById('app');
if (root) render(<App />, root);
