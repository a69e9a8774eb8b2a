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

/** Rows with a heading each column. The first column names the row. Wider than its place, it scrolls sideways by itself. */
export function Table<Row>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  /** The caption is read aloud alone. */
  quiet?: boolean;
}): JSX.Element {
  const { caption, columns, rows, keyOf, quiet = false } = props;
  return (
    <div class={css.box} tabIndex={0} role="region" aria-label={caption}>
      <table class={css.table}>
        <caption class={classes(quiet && css.quiet)}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, title, number }) => (
              <th key={name} scope="col" class={classes(number && css.number)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, number, cell }, at) =>
                at === 0 ? (
                  <th key={name} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={name} class={classes(number && css.number)}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
