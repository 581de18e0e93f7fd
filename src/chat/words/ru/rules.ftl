# Правила, по которым время не предлагается: словами для администраторов.

rule-past = Это время прошло: сейчас { $now }.

rule-too-soon = Слишком скоро: клиенты записываются не позже чем за { $notice } до начала. Ближайшее для них время: { $earliest }.

rule-too-far = Слишком далеко: запись открыта на { $horizon } вперёд, до { $latest }.

rule-day-off = { $specialist } не работает: { $date } — выходной{ $note }.

rule-closed = { $specialist } в это время не работает: { $date } — { $hours }{ $note }.

rule-closed-all-day = { $specialist } не работает: { $date }{ $note }.

rule-ends-too-late = Визит закончился бы в { $ends }, а { $specialist } работает до { $closes }.

rule-off-step = Не по сетке: время предлагается с шагом { $step }, считая от { $opening }.

rule-not-performed = { $specialist } не выполняет эту услугу.

rule-taken = Занято записью № { $number }: { $range }.

rule-taken-unseen = Занято другой записью: { $range }.

rule-held-until = Кто-то сейчас записывается на { $range }: время держится за ним до { $until }.

rule-held = Кто-то сейчас записывается на { $range }: время держится за ним.

rule-blocked = Время закрыто: { $range }{ $note }.

rule-session = Занято групповым занятием: { $range }.

rule-buffers = С подготовкой до и после визит занял бы { $range }.

rule-full = В группе заняты все места: { $seats }.

rule-no-resource = Не хватает: { $resource }.

rule-resource-twice = В этом визите дважды нужно одно и то же: { $resource }.

rule-skipped = Такого времени нет: в эту ночь переводят часы.

rule-service-off = Услуга «{ $service }» выключена.

rule-specialist-off = { $specialist } сейчас не принимает.

rule-does-not-perform = { $specialist } не выполняет услугу «{ $service }».

rule-no-visit = Эти услуги нельзя сделать за один визит.

rule-nobody = Эту услугу никто не выполняет.

rule-banned = Клиенту закрыта запись{ $reason }.

rule-too-many = Предстоящих записей у клиента: { $count }. Можно не больше { $most }.

rule-too-many-today = Записей за сутки у клиента уже { $most }. Больше пока нельзя.
