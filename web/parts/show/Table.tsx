import type { ComponentChildren, JSX } from 'preact';
import { classes } from '../look/classes.ts';
import css from './Table.module.css';

export interface Column<Row> {
  name: string;
  title: string;
  /** Figures stand to the right, one under the other. */
  number?: boolean;
  cell: (row: Row) => ComponentChildren;
}

/**
 * Rows with a heading each column. The first column names the row. Where there is little room each row stands as a list, every cell with
 * its heading; a table of figures scrolls sideways by itself instead, and the names of its rows stay.
 */
export function Table<Row>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  /** The caption is read aloud alone. */
  quiet?: boolean;
  /** Of figures, to be compared column by column. */
  figures?: boolean;
}): JSX.Element {
  const { caption, columns, rows, keyOf, quiet = false, figures = false } = props;
  // Roles are said, as a table that is shown as a list would not be read as one otherwise.
  const table = (
    <table class={classes(css.table, figures ? css.figures : css.stacks)} role="table">
      <caption class={classes(quiet && css.quiet)}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ name, title, number }) => (
            <th key={name} scope="col" role="columnheader" class={classes(number && css.number)}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map(({ name, title, number, cell }, at) =>
              at === 0 ? (
                <th key={name} scope="row" role="rowheader">
                  {cell(row)}
                </th>
              ) : (
                <td key={name} role="cell" class={classes(number && css.number)} data-title={title}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
  // What scrolls must be reached by the keyboard; what does not needs no stop.
  return figures ? (
    <div class={css.box} tabIndex={0} role="region" aria-label={caption}>
      {table}
    </div>
  ) : (
    <div class={css.box}>{table}</div>
  );
}
