/** Pages of the collector: phone first. */
import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';

const Today = () => {
  const { t } = useTranslation('collect');
  return <h1>{t('today')}</h1>;
};

export const CollectRoutes = () => (
  <Routes>
    <Route index element={<Today />} />
  </Routes>
);
