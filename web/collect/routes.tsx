/** Pages of the collector: phone first. The questionnaire itself is a chunk of its own. */
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes } from 'react-router';
import { Loading } from '../shell/loading.tsx';
import { Compare } from './compare.tsx';
import { FieldProvider } from './field.tsx';
import { Me } from './me.tsx';
import { NewUnitPage } from './new-unit.tsx';
import { NoticesPage } from './notices-page.tsx';
import { Outbox } from './outbox-page.tsx';
import { RecordPage } from './record-page.tsx';
import { Today } from './today.tsx';
import { UnitPage } from './unit-page.tsx';
import './phone.css';
import './cards.css';
import './list.css';
import './adding.css';

const Fill = lazy(() => import('./fill/fill-page.tsx').then((m) => ({ default: m.FillPage })));

const Extend = lazy(() => import('./extend-page.tsx').then((m) => ({ default: m.ExtendPage })));

const FillLoading = () => <Loading what={useTranslation('collect').t('opening')} />;

export const CollectRoutes = () => (
  <div className="phone">
    <FieldProvider>
      <Suspense fallback={<FillLoading />}>
        <Routes>
          <Route index element={<Today />} />
          <Route path="outbox" element={<Outbox />} />
          <Route path="me" element={<Me />} />
          <Route path="notices" element={<NoticesPage />} />
          <Route path="extend/:group" element={<Extend />} />
          <Route path="compare/:submission" element={<Compare />} />
          <Route path="new/:kind" element={<NewUnitPage />} />
          <Route path=":campaign/:village/:unit" element={<UnitPage />} />
          <Route path=":campaign/:village/:unit/record/:questionnaire" element={<RecordPage />} />
          <Route path=":campaign/:village/:unit/fill/:questionnaire" element={<Fill />} />
          <Route path="*" element={<Navigate to="/collect" replace />} />
        </Routes>
      </Suspense>
    </FieldProvider>
  </div>
);
