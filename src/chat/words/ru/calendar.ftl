# Слова файла для календаря.

button-calendar = 📅 В календарь

calendar-file = Откройте файл — и визит появится в вашем календаре.

calendar-file-moved = Время визита изменилось. Откройте файл — календарь покажет новое.

calendar-file-changed = Визит изменился. Откройте файл — календарь покажет новое.

calendar-file-off = Визит не состоится. Откройте файл — визит исчезнет из календаря.

calendar-file-confirmed = Визит подтверждён. Откройте файл — календарь это покажет.

calendar-summary = { $service } — { $business }

calendar-what = { $service }, { $specialist }

calendar-number = Запись № { $number }

calendar-pending = Запись ещё ждёт подтверждения.
