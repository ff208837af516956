/** Sheets under a unit: what happened this year, one sheet each, made here when there is something to tell (W43). */
import { IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { UnitKind } from '#forms/campaign/unit.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import { StateGlyph } from '../shell/state-glyph.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { useAddUnit } from './add-unit.ts';
import { fillPath, recordPath } from './address.ts';
import { useField } from './field.tsx';
import { isOpen } from './progress.ts';
import { useDetail } from './use-detail.ts';

export const Sheets = ({ unit }: { readonly unit: Unit }) => {
  const { campaign } = useField();
  const kinds = campaign.unitKinds.filter(
    ({ id, parent }) => parent === unit.kind && campaign.questionnaires.some((one) => one.unit === id),
  );
  return kinds.map((kind) => <SheetsOfKind key={kind.id} unit={unit} kind={kind} />);
};

const SheetsOfKind = ({ unit, kind }: { readonly unit: Unit; readonly kind: UnitKind }) => {
  const { t } = useTranslation('collect');
  const field = useField();
  const { text } = useFormats();
  const now = useServerNow(30_000);
  const addUnit = useAddUnit();
  const detail = useDetail();
  const { campaign, village, work, standing, added } = field;
  const questionnaires = campaign.questionnaires.filter((one) => one.unit === kind.id);
  const placeOf = (sheet: string, questionnaire: string) => ({
    campaign: campaign.id,
    village: village.code,
    unit: sheet,
    questionnaire,
  });
  const rows = work.units
    .filter((one) => one.kind === kind.id && one.parent === unit.id)
    .toSorted((a, b) => a.order - b.order)
    .flatMap((sheet, index) =>
      questionnaires.map(({ id, title }) => ({
        sheet,
        name: t('sheet.name', { what: text(title), number: index + 1 }),
        place: placeOf(sheet.id, id),
        standing: standing(sheet.id, id),
      })),
    );
  const open = questionnaires.find(({ id }) => {
    const gate = work.gates.find((one) => one.questionnaire === id);
    return gate !== undefined && isOpen(gate, now);
  });
  // The server takes a sheet only under a unit that it has.
  const isListed = !added.some(({ id }) => id === unit.id);
  const add = (questionnaire: string) => {
    const { name, address } = unit;
    return addUnit(
      { kind: kind.id, parent: unit.id, name, address },
      { to: (sheet) => fillPath(placeOf(sheet, questionnaire)) },
    );
  };
  if (rows.length === 0 && !open) return null;
  return (
    <>
      <div className="head">
        <h2>{text(kind.plural ?? kind.title)}</h2>
      </div>
      {rows.length > 0 && (
        <ul className="band">
          {rows.map(({ sheet, name, place, standing: one }) => (
            <li key={`${sheet.id} ${place.questionnaire}`}>
              <Link
                className="row"
                to={one.state === 'none' || one.state === 'draft' ? fillPath(place) : recordPath(place)}
              >
                <div className="tx">
                  <h3>{name}</h3>
                  {detail(one) && <p>{detail(one)}</p>}
                </div>
                <StateGlyph state={one.state} />
                <IconChevronRight className="go" size={24} aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {open && (
        <p className="add">
          <button type="button" className="btn" disabled={!isListed} onClick={() => void add(open.id)}>
            <IconPlus size={20} aria-hidden />
            {t('sheet.add', { what: text(kind.title) })}
          </button>
          {!isListed && <span className="quiet s">{t('sheet.parentFirst')}</span>}
        </p>
      )}
    </>
  );
};
