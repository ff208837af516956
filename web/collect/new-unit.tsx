/** A unit that nobody had listed: its name, where it is, and what the register says of its kind. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { type AttributeValue, type UnitAttribute, type UnitKind, unitLimits } from '#forms/campaign/unit.ts';
import type { CampaignReply } from '#forms/wire/shapes.ts';
import { useFormats } from '../time/format.ts';
import { useAddUnit } from './add-unit.ts';
import { unitPath } from './address.ts';
import { useField } from './field.tsx';
import { BackBar } from './frame.tsx';

/** What the person can know: what decides which of their own forms it owes, and no record tells. */
const offered = ({ id, attributes = [] }: UnitKind, { questionnaires }: CampaignReply) => {
  const conditions = questionnaires.flatMap(({ unit, due }) =>
    unit === id && due !== undefined ? [due] : [],
  );
  return attributes.filter(
    ({ id: name, from }) => from === undefined && conditions.some((due) => due.includes(`{unit.${name}}`)),
  );
};

interface AttributeProps {
  readonly attribute: UnitAttribute;
  readonly onChange: (value: AttributeValue | undefined) => void;
}

const inputTypes = { text: 'text', number: 'number', date: 'date' } as const;

const Attribute = ({ attribute, onChange }: AttributeProps) => {
  const { t } = useTranslation('collect');
  const { campaign } = useField();
  const { text } = useFormats();
  const title = text(attribute.title);
  if (attribute.kind === 'boolean')
    return (
      <label className="tick">
        <input type="checkbox" onChange={({ target }) => onChange(target.checked || undefined)} />
        <span>{title}</span>
      </label>
    );
  if (attribute.kind === 'choice')
    return (
      <label className="pick">
        <span>{title}</span>
        <select defaultValue="" onChange={({ target }) => onChange(target.value || undefined)}>
          <option value="">{t('add.notKnown')}</option>
          {campaign.codeLists[attribute.codeList ?? '']?.items.map((item) => (
            <option key={item.value} value={item.value}>
              {text(item.text)}
            </option>
          ))}
        </select>
      </label>
    );
  const { kind } = attribute;
  return (
    <label className="pick">
      <span>{title}</span>
      <input
        type={inputTypes[kind]}
        maxLength={unitLimits.textLength}
        onChange={({ target }) =>
          onChange(target.value === '' ? undefined : kind === 'number' ? Number(target.value) : target.value)
        }
      />
    </label>
  );
};

export const NewUnitPage = () => {
  const { t } = useTranslation('collect');
  const field = useField();
  const { text } = useFormats();
  const addUnit = useAddUnit();
  const { kind: id } = useParams();
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [attributes, setAttributes] = useState<{ readonly [id: string]: AttributeValue | undefined }>({});
  const { campaign, village } = field;
  const kind = campaign.unitKinds.find((one) => one.id === id && one.addable === true);
  if (!kind) return <Navigate to="/collect" replace />;
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const known = Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    );
    await addUnit(
      {
        kind: kind.id,
        name: name.trim(),
        address: address.trim(),
        ...(known.length === 0 ? {} : { attributes: Object.fromEntries(known) }),
      },
      { to: (unit) => unitPath({ campaign: campaign.id, village: village.code, unit }), replace: true },
    );
  };
  const what = text(kind.title);
  return (
    <>
      <BackBar title={t('add.title', { what })} context={village.name} to="/collect" back={t('backToList')} />
      <form className="adding" onSubmit={(event) => void add(event)}>
        <main>
          <p className="quiet s">{t('add.hint')}</p>
          <label className="pick">
            <span>{t('add.name')}</span>
            <input
              required
              maxLength={unitLimits.nameLength}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          </label>
          <label className="pick">
            <span>{t('add.address')}</span>
            <input
              maxLength={unitLimits.addressLength}
              value={address}
              onChange={({ target }) => setAddress(target.value)}
            />
          </label>
          {offered(kind, campaign).map((attribute) => (
            <Attribute
              key={attribute.id}
              attribute={attribute}
              onChange={(value) => setAttributes((all) => ({ ...all, [attribute.id]: value }))}
            />
          ))}
        </main>
        <footer className="foot">
          <button type="submit" className="btn pri wide" disabled={name.trim() === ''}>
            {t('add.add')}
          </button>
        </footer>
      </form>
    </>
  );
};
