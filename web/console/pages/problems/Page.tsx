import type { JSX } from 'preact';
import { route } from '../../shell/route.ts';
import { Cause } from './Cause.tsx';
import { Causes } from './Causes.tsx';

/** What must I do? All causes, or one of them. */
export default function Page(): JSX.Element {
  const { id } = route.value;
  return id === '' ? <Causes /> : <Cause key={id} id={id} />;
}
