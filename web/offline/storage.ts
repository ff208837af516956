/** Asks the browser once not to clear what is on this phone, and says whether it agreed. */
const asked = 'xiangbiao.persist-asked';

/** Absent where the browser cannot say (plain http, old browsers). */
export const isPersisted = async (): Promise<boolean | undefined> => {
  const storage: StorageManager | undefined = navigator.storage;
  return storage?.persisted ? storage.persisted() : undefined;
};

export const askToPersist = async (): Promise<void> => {
  const storage: StorageManager | undefined = navigator.storage;
  if (!storage?.persist || localStorage.getItem(asked)) return;
  localStorage.setItem(asked, 'yes');
  await storage.persist();
};
