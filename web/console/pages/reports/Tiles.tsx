import type { ComponentChildren, JSX } from 'preact';
import { reportWords } from '../../words/reports.ts';
import { durationOrNone } from '../../shell/duration.ts';
import { shareOf } from './share.ts';
import { FigureLink } from './FigureLink.tsx';
import css from './Reports.module.css';
import type { Figures, ReportShown } from './types.ts';

/** The figures that matter most. */
export function Tiles({ total, causes }: { total: Figures; causes: ReportShown['causes'] }): JSX.Element {
  const text = reportWords.value;
  const waiting = causes.reduce((sum, cause) => sum + cause.waiting, 0);
  const due = total.received - total.unasked - total.byProgram;
  return (
    <dl class={css.tiles}>
      <Tile title={text.figures.received}>
        <FigureLink figure="received" count={total.received} />
      </Tile>
      <Tile title={text.share} hint={text.shareHint}>
        <FigureLink figure="byBot" count={total.byBot} shown={shareOf(total.byBot, due)} />
      </Tile>
      <Tile
        title={text.first}
        hint={`${text.p50} ${durationOrNone(total.first.p50)}, ${text.p90} ${durationOrNone(total.first.p90)}`}
      >
        <FigureLink figure="byBot" count={total.byBot} shown={durationOrNone(total.first.p50)} />
      </Tile>
      <Tile title={text.figures.handoffs}>
        <FigureLink figure="handoffs" count={total.handoffs} />
      </Tile>
      <Tile title={text.figures.waiting}>
        <FigureLink figure="waiting" count={waiting} />
      </Tile>
      <Tile title={text.figures.failed}>
        <FigureLink figure="failed" count={total.failed} />
      </Tile>
    </dl>
  );
}

function Tile({ title, hint, children }: { title: string; hint?: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class={css.tile}>
      <dt>{title}</dt>
      <dd>{children}</dd>
      {hint !== undefined && <dd class={css.hint}>{hint}</dd>}
    </div>
  );
}
