import type { ComponentType, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../parts/control/Button.tsx';
import { LinkState } from '../../parts/shell/LinkState.tsx';
import { Failed, Loading } from '../../parts/show/States.tsx';
import { pages } from '../pages/pages.ts';
import { link } from '../server/live.ts';
import { logOut, session } from '../server/session.ts';
import { words } from '../words/words.ts';
import { route, to } from './route.ts';
import css from './Shell.module.css';

/** Pages whose addresses belong to another page's entry. */
const part: Record<string, string> = { people: 'messages' };

/** Where one can go, who one is, and the page itself. */
export function Shell(): JSX.Element {
  const { place, pages: titles, login } = words.value;
  const who = session.value;
  const name = part[route.value.page] ?? route.value.page;
  const entry = pages.find((page) => page.name === name);
  const main = useRef<HTMLElement>(null);
  const where = `${route.value.page}/${route.value.id}`;
  const before = useRef(where);
  // Whoever goes somewhere else by keyboard or hears the page read goes on at its beginning. As it is drawn: whoever is quick types already.
  useLayoutEffect(() => {
    if (before.current !== where) main.current?.focus();
    before.current = where;
  }, [where]);
  return (
    <div class={css.shell}>
      <nav class={css.nav} aria-label={place}>
        <ul>
          {pages.map((page) => (
            <li key={page.name}>
              <a href={to(page.name)} {...(page.name === name ? { 'aria-current': 'page' } : {})}>
                {titles[page.name]}
              </a>
            </li>
          ))}
        </ul>
        <div class={css.who}>
          <LinkState link={link.value} />
          {who.state === 'in' && <span>{login.as(who.user, login.roles[who.role])}</span>}
          <Button small onClick={() => void logOut()}>
            {login.leave}
          </Button>
        </div>
      </nav>
      <main ref={main} class={css.main} tabIndex={-1}>
        {entry ? <Loaded key={entry.name} load={entry.load} title={titles[entry.name]} /> : <NoPage />}
      </main>
    </div>
  );
}

function NoPage(): JSX.Element {
  return <Failed title={words.value.states.noPage} />;
}

/** A page whose code comes when somebody goes there. */
function Loaded({ load, title }: { load: () => Promise<{ default: ComponentType }>; title: string }): JSX.Element {
  const [Page, setPage] = useState<ComponentType | null>(null);
  const [failed, setFailed] = useState(false);
  const fetchIt = () => {
    setFailed(false);
    load().then(
      (module) => setPage(() => module.default),
      () => setFailed(true),
    );
  };
  useEffect(fetchIt, [load]);
  return (
    <>
      <h2 class={css.title}>{title}</h2>
      {failed ? <Failed title={words.value.states.offline} onAgain={fetchIt} /> : Page ? <Page /> : <Loading />}
    </>
  );
}
