// What was counted: by workplace and method, with what waits; by role. protocol.md#edition
import type { JSX } from 'preact';
import type { Released } from '../../../origin/editions/editions.service.js';
import { formatsOf, listed } from '../letter/language.js';
import { usePercent } from '../percent.js';
import { useView } from '../view.js';

interface NumbersProps {
  readonly released: Released;
}

type Cell = Released['cells'][number];

/** How many, in the page's digits. */
function Count({ of }: { readonly of: number }): JSX.Element {
  const { locale } = useView();
  return <>{new Intl.NumberFormat(formatsOf(locale)).format(of)}</>;
}

export function Workplaces({
  released: { letter, cells, edition, headcount, share, methods },
}: NumbersProps): JSX.Element {
  const { say } = useView();
  return (
    <section class="press-part">
      <h2 id="numbers">{say('press.numbers')}</h2>
      <div class="table" tabindex={0} role="region" aria-labelledby="numbers">
        <table>
          <thead>
            <tr>
              <th scope="col">{say('press.workplace')}</th>
              <th scope="col">{say('press.signatures')}</th>
              <th scope="col">{say('press.ofHeadcount')}</th>
            </tr>
          </thead>
          <tbody>
            {cells.map((cell) => (
              <tr>
                <th scope="row">
                  <bdi>{cell.workplace}</bdi>
                  <small>
                    <Issuers cell={cell} />
                  </small>
                </th>
                <td>
                  <Count of={cell.count} />
                </td>
                <td>
                  <Share share={cell.share} headcount={cell.headcount} />
                </td>
              </tr>
            ))}
          </tbody>
          {cells.length > 1 && (
            <tfoot>
              <tr>
                <th scope="row">{say('press.all')}</th>
                <td>
                  <Count of={edition.count} />
                </td>
                <td>
                  <Share share={share} headcount={headcount} />
                </td>
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <Waiting letter={letter} cells={cells} />
      {methods.length > 1 && <Methods methods={methods} />}
    </section>
  );
}

function Methods({ methods }: Pick<Released, 'methods'>): JSX.Element {
  const { say, locale } = useView();
  return (
    <>
      <h3>{say('press.byMethod')}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('press.method')}</th>
            <th scope="col">{say('press.signatures')}</th>
          </tr>
        </thead>
        <tbody>
          {methods.map(({ methods: together, count }) => (
            <tr>
              <th scope="row">
                {listed(
                  locale,
                  together.map((method) => say(`verify.method.${method}`)),
                )}
              </th>
              <td>
                <Count of={count} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Each way in which mailboxes were checked, and by whom. */
function Issuers({ cell: { issuers } }: { readonly cell: Cell }): JSX.Element {
  const { say, locale } = useView();
  const methods = [...new Set(issuers.map(({ method }) => method))];
  const checked = methods.map((method) => {
    const names = issuers.filter((one) => one.method === method).map(({ name }) => name);
    return say('press.checkedBy', { method: say(`verify.method.${method}`), issuer: listed(locale, names) });
  });
  return <>{listed(locale, checked)}</>;
}

function Share({ share, headcount }: Pick<Cell, 'share' | 'headcount'>): JSX.Element {
  const { say } = useView();
  const percent = usePercent();
  if (share === undefined || headcount === null) return <>{say('press.unknownHeadcount')}</>;
  return <>{say('press.shareOfHeadcount', { share: percent(share), headcount })}</>;
}

/** What is not counted yet, so that no small group stands alone. */
function Waiting({ letter, cells }: Pick<Released, 'letter' | 'cells'>): JSX.Element {
  const { say, locale } = useView();
  const { minimumCell } = letter.manifest;
  const waiting = [...new Set(cells.filter((cell) => cell.waiting).map(({ workplace }) => workplace))];
  return (
    <p>
      {waiting.length === 0
        ? say('press.waitsNone')
        : say('press.waitsMeans', { minimumCell, workplaces: listed(locale, waiting) })}
    </p>
  );
}

export function Roles({ released: { letter, edition } }: NumbersProps): JSX.Element | null {
  const { say } = useView();
  const { workplaces, minimumCell } = letter.manifest;
  if (edition.roles.length === 0) return null;
  const tables = workplaces
    .map(({ id, name }) => ({ name, rows: edition.roles.filter(({ workplace }) => workplace === id) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <section class="press-part">
      <h2>{say('press.roles')}</h2>
      <p>{say('press.rolesMeans')}</p>
      <div class="press-roles">
        {tables.map(({ name, rows }) => (
          <table>
            <caption class={tables.length === 1 ? 'visually-hidden' : undefined}>
              {say('press.rolesAt', { workplace: name })}
            </caption>
            <thead>
              <tr>
                <th scope="col">{say('press.role')}</th>
                <th scope="col">{say('press.signatures')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ role, count }) => (
                <tr>
                  <th scope="row" dir="auto">
                    {role ?? say('press.noRole')}
                  </th>
                  <td>{count === null ? say('press.fewer', { minimumCell }) : <Count of={count} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </section>
  );
}
