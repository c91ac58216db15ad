<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
    <name>AboutPage</name>
    <message>
        <location filename="../../widgets/preferences/about_page.py" line="34" />
        <source>라이선스</source>
        <translation>Licence</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/about_page.py" line="37" />
        <source>글꼴</source>
        <translation>Font</translation>
    </message>
</context><context>
    <name>Actions</name>
    <message>
        <location filename="../../widgets/actions.py" line="145" />
        <location filename="../../widgets/actions.py" line="131" />
        <source>거래소가 주문을 거부했습니다.</source>
        <translation>The exchange rejected the order.</translation>
    </message>
    <message>
        <location filename="../../widgets/actions.py" line="181" />
        <source>아직 도착을 확인하지 못한 주문 {count}건은 거래소에 나타나는 즉시 취소합니다.</source>
        <translation>Orders not yet known to have arrived: {count}. Each is cancelled as soon as the exchange shows it.</translation>
    </message>
    <message>
        <location filename="../../widgets/actions.py" line="185" />
        <source>주문 {count}건은 취소하지 못했습니다. 미체결 목록을 확인하세요.</source>
        <translation>Orders that could not be cancelled: {count}. Please check the open orders.</translation>
    </message>
    <message>
        <location filename="../../widgets/actions.py" line="212" />
        <source>예상하지 못한 오류가 발생했습니다. 주문 상태를 확인하세요.</source>
        <translation>An unexpected error occurred. Please check the state of your orders.</translation>
    </message>
</context><context>
    <name>Age</name>
    <message>
        <location filename="../../widgets/format.py" line="121" />
        <source>{0}초 전</source>
        <translation>{0}s ago</translation>
    </message>
    <message>
        <location filename="../../widgets/format.py" line="123" />
        <source>{0}분 전</source>
        <translation>{0}m ago</translation>
    </message>
    <message>
        <location filename="../../widgets/format.py" line="124" />
        <source>{0}시간 전</source>
        <translation>{0}h ago</translation>
    </message>
</context><context>
    <name>AlertBell</name>
    <message>
        <location filename="../../widgets/alerts/bell.py" line="70" />
        <source>알림을 추가했습니다: {0} {1}</source>
        <translation>Alert added: {0} {1}</translation>
    </message>
</context><context>
    <name>AlertEditor</name>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="136" />
        <location filename="../../widgets/alerts/editor.py" line="69" />
        <source>추가</source>
        <translation>Add</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="75" />
        <source>저장</source>
        <translation>Save</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="153" />
        <location filename="../../widgets/alerts/editor.py" line="119" />
        <source>조건</source>
        <translation>Condition</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="242" />
        <location filename="../../widgets/alerts/editor.py" line="156" />
        <location filename="../../widgets/alerts/editor.py" line="120" />
        <source>값</source>
        <translation>Value</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="123" />
        <source>기간</source>
        <translation>Window</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="158" />
        <location filename="../../widgets/alerts/editor.py" line="124" />
        <source>반복</source>
        <translation>Repeat</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="124" />
        <source>한 번만</source>
        <translation>Once</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="124" />
        <source>매번</source>
        <translation>Every time</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="126" />
        <source>다시 울리기까지</source>
        <translation>Until it may fire again</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="129" />
        <source>{0} 쉬고</source>
        <translation>after {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="129" />
        <source>쉬지 않고</source>
        <translation>without a pause</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="137" />
        <source>취소</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="151" />
        <source>마켓</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="246" />
        <source>모든 마켓</source>
        <translation>All markets</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="246" />
        <source>이름, 초성 또는 코드</source>
        <translation>Name or code</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="280" />
        <source>이런 마켓이 없습니다.</source>
        <translation>There is no such market.</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="281" />
        <source>마켓을 고르세요.</source>
        <translation>Choose a market.</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="288" />
        <source>현재가 {0}</source>
        <translation>Last price {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="292" />
        <source>{0} – 이미 넘었습니다. 되돌아간 뒤 다시 넘을 때 울립니다.</source>
        <translation>{0} – already beyond. It fires once the price has gone back and crosses again.</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="297" />
        <source>가격 도달</source>
        <translation>Price reaches</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="298" />
        <source>가격 상향 돌파</source>
        <translation>Price rises to</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="299" />
        <source>가격 하향 돌파</source>
        <translation>Price falls to</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="300" />
        <source>전일 대비 상승</source>
        <translation>Up against previous close</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="301" />
        <source>전일 대비 하락</source>
        <translation>Down against previous close</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="302" />
        <source>급등</source>
        <translation>Surge</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="303" />
        <source>급락</source>
        <translation>Plunge</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="304" />
        <source>거래대금</source>
        <translation>Traded value</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="305" />
        <source>내 주문 체결</source>
        <translation>My order is executed</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="306" />
        <source>내 주문 전량 체결</source>
        <translation>My order is filled</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="311" />
        <source>값을 넣으세요.</source>
        <translation>Enter a value.</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="312" />
        <source>숫자로 읽을 수 없습니다.</source>
        <translation>This can't be read as a number.</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="313" />
        <source>0보다 커야 합니다.</source>
        <translation>It has to be above 0.</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="314" />
        <source>너무 크거나 자릿수가 너무 많습니다.</source>
        <translation>It is too large or has too many digits.</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/editor.py" line="315" />
        <source>하락은 100%보다 작아야 합니다.</source>
        <translation>A fall has to be less than 100%.</translation>
    </message>
</context><context>
    <name>AlertHere</name>
    <message>
        <location filename="../../widgets/alerts/here.py" line="34" />
        <source>{0}에 알림</source>
        <translation>Alert at {0}</translation>
    </message>
</context><context>
    <name>Alerts</name>
    <message>
        <location filename="../../widgets/alerts/words.py" line="33" />
        <source>가격 {0} 도달</source>
        <translation>Price reaches {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="34" />
        <source>가격 {0} 이상</source>
        <translation>Price rises to {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="35" />
        <source>가격 {0} 이하</source>
        <translation>Price falls to {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="40" />
        <source>전일 대비 {0} 이상</source>
        <translation>{0} or more on the day</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="40" />
        <source>전일 대비 {0} 이하</source>
        <translation>{0} or less on the day</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="43" />
        <source>{0} 안에 {1}</source>
        <translation>{1} within {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="45" />
        <source>{0} 거래대금 {1} 이상</source>
        <translation>{1} traded within {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="47" />
        <source>내 주문 전량 체결</source>
        <translation>My order is filled</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="48" />
        <source>내 주문 체결</source>
        <translation>My order is executed</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="53" />
        <source>모든 마켓</source>
        <translation>All markets</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="65" />
        <source>{0}시간</source>
        <translation>{0} h</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="67" />
        <source>{0}분</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="68" />
        <source>{0}초</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="76" />
        <source>꺼짐</source>
        <translation>Off</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="78" />
        <source>울림</source>
        <translation>Fired</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="88" />
        <location filename="../../widgets/alerts/words.py" line="80" />
        <source>대기 중</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="82" />
        <source>시세 확인 전</source>
        <translation>No price yet</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="87" />
        <source>이미 넘음</source>
        <translation>Beyond</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="95" />
        <source>한 번</source>
        <translation>Once</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="97" />
        <source>매번</source>
        <translation>Every time</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="98" />
        <source>매번 · {0} 간격</source>
        <translation>Every time, {0} apart</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="116" />
        <source>매수</source>
        <translation>Buy</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="116" />
        <source>매도</source>
        <translation>Sell</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="117" />
        <source>{0} {1} 체결 완료</source>
        <translation>{0} {1} filled</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="117" />
        <source>{0} {1} 체결</source>
        <translation>{0} {1} executed</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/words.py" line="132" />
        <source>시세를 받지 못한 사이의 일입니다: {0}부터 {1}까지</source>
        <translation>It happened while no prices came: between {0} and {1}</translation>
    </message>
</context><context>
    <name>AlertsModel</name>
    <message>
        <location filename="../../widgets/alerts/model.py" line="178" />
        <source>마켓</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/model.py" line="179" />
        <source>조건</source>
        <translation>Condition</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/model.py" line="180" />
        <source>남은 폭</source>
        <translation>To go</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/model.py" line="181" />
        <source>상태</source>
        <translation>State</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/model.py" line="182" />
        <source>마지막 울림</source>
        <translation>Last fired</translation>
    </message>
</context><context>
    <name>AlertsPage</name>
    <message>
        <location filename="../../widgets/preferences/alerts_page.py" line="29" />
        <source>알림 목록 열기</source>
        <translation>Open the list of alerts</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/alerts_page.py" line="33" />
        <source>가격, 등락률, 거래대금, 내 체결을 알립니다. 조용한 시간에도 창 안의 알림과 기록은 남습니다.</source>
        <translation>Prices, changes, traded values and your own fills are told. In quiet hours the notices in the window and the history remain.</translation>
    </message>
</context><context>
    <name>AlertsPanel</name>
    <message>
        <location filename="../../widgets/alerts/panel.py" line="97" />
        <source>알림</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/panel.py" line="102" />
        <source>+ 알림 추가</source>
        <translation>+ Add alert</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/panel.py" line="103" />
        <source>기록 지우기</source>
        <translation>Clear history</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/panel.py" line="110" />
        <source>알림 목록</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/panel.py" line="111" />
        <source>울린 기록</source>
        <translation>What fired</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/panel.py" line="112" />
        <source>알림이 없습니다.
가격이나 거래대금이 정한 값에 이르면 알려 드립니다.</source>
        <translation>There are no alerts.
Hoga tells you when a price or a traded value reaches what you set.</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/panel.py" line="113" />
        <source>아직 울린 알림이 없습니다.</source>
        <translation>No alert has fired yet.</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/panel.py" line="163" />
        <source>알림 {0}</source>
        <translation>Alerts {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/panel.py" line="164" />
        <source>기록 {0}</source>
        <translation>History {0}</translation>
    </message>
</context><context>
    <name>AmendDialog</name>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="47" />
        <source>주문 정정</source>
        <translation>Amend order</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="192" />
        <location filename="../../widgets/my_orders/amend_dialog.py" line="55" />
        <source>가격</source>
        <translation>Price</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="193" />
        <location filename="../../widgets/my_orders/amend_dialog.py" line="56" />
        <source>남은 수량</source>
        <translation>Remaining volume</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="59" />
        <source>정정 주문 (Enter)</source>
        <translation>Amend order (Enter)</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="60" />
        <source>돌아가기 (Esc)</source>
        <translation>Back (Esc)</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="134" />
        <source>원주문이 끝나 정정할 수 없습니다.</source>
        <translation>The order has ended and cannot be amended.</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="136" />
        <source>숫자로 읽을 수 없습니다</source>
        <translation>Not a number</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="141" />
        <source>바뀐 것이 없습니다</source>
        <translation>Nothing has changed</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="162" />
        <source>{market} {side}</source>
        <translation>{side} {market}</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="169" />
        <source>취소 후 새로 주문하므로 대기 순서는 새 가격의 마지막이 됩니다.</source>
        <translation>The order is cancelled and placed anew, so it queues last at its new price.</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="191" />
        <source>원주문</source>
        <translation>Original</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="194" />
        <source>총액</source>
        <translation>Total</translation>
    </message>
</context><context>
    <name>ArmDialog</name>
    <message>
        <location filename="../../widgets/settings/arm_dialog.py" line="23" />
        <location filename="../../widgets/settings/arm_dialog.py" line="16" />
        <source>실거래 주문 켜기</source>
        <translation>Enable live orders</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/arm_dialog.py" line="17" />
        <source>이제부터 업비트에 실제 돈으로 주문합니다 (키 …{0}).
Hoga를 끝내거나 키를 바꾸면 다시 잠깁니다. 주문 취소는 잠겨 있어도 할 수 있습니다.</source>
        <translation>From now on orders go to Upbit with real money (key …{0}).
They are locked again when Hoga ends or the key changes. Cancelling is always possible.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/arm_dialog.py" line="26" />
        <source>돌아가기 (Esc)</source>
        <translation>Back (Esc)</translation>
    </message>
</context><context>
    <name>AssetsModel</name>
    <message>
        <location filename="../../widgets/assets/model.py" line="23" />
        <source>자산</source>
        <translation>Asset</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/model.py" line="24" />
        <source>보유수량</source>
        <translation>Balance</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/model.py" line="25" />
        <source>주문중</source>
        <translation>In orders</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/model.py" line="26" />
        <source>매수평균가</source>
        <translation>Avg. price</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/model.py" line="27" />
        <source>평가금액</source>
        <translation>Value</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/model.py" line="28" />
        <source>평가손익</source>
        <translation>P/L</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/model.py" line="29" />
        <source>수익률</source>
        <translation>P/L %</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/model.py" line="30" />
        <source>비중</source>
        <translation>Share</translation>
    </message>
</context><context>
    <name>AssetsPanel</name>
    <message>
        <location filename="../../widgets/assets/panel.py" line="113" />
        <source>계좌 합계</source>
        <translation>Account totals</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="117" />
        <source>보유 자산</source>
        <translation>Balances</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="181" />
        <source>계좌 확인 중 · 잔고가 최신이 아닐 수 있습니다</source>
        <translation>Checking the account · balances may be out of date</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="183" />
        <source>시세 멈춤 · {0}</source>
        <translation>Prices stopped · {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="185" />
        <source>시세를 받지 못했습니다</source>
        <translation>No prices received</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="194" />
        <source>보유 자산이 없습니다</source>
        <translation>No assets</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="196" />
        <source>계좌를 불러오는 중…</source>
        <translation>Loading the account…</translation>
    </message>
</context><context>
    <name>Board</name>
    <message>
        <location filename="../../widgets/board.py" line="155" />
        <source>연동 그룹</source>
        <translation>Link group</translation>
    </message>
    <message>
        <location filename="../../widgets/board.py" line="170" />
        <source>연동 그룹 {0}: 같은 색의 패널은 같은 종목을 봅니다</source>
        <translation>Link group {0}: panels of one colour show the same market</translation>
    </message>
    <message>
        <location filename="../../widgets/board.py" line="182" />
        <source>그룹 {0}</source>
        <translation>Group {0}</translation>
    </message>
</context><context>
    <name>CancelAllDialog</name>
    <message>
        <location filename="../../widgets/my_orders/cancel_all.py" line="26" />
        <source>전체 취소</source>
        <translation>Cancel all</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/cancel_all.py" line="29" />
        <source>어느 미체결 주문을 취소할까요?</source>
        <translation>Which open orders should be cancelled?</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/cancel_all.py" line="31" />
        <source>{market}만 ({count}건)</source>
        <translation>Only {market} ({count})</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/cancel_all.py" line="32" />
        <source>모든 마켓 ({count}건)</source>
        <translation>All markets ({count})</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/cancel_all.py" line="33" />
        <source>돌아가기 (Esc)</source>
        <translation>Back (Esc)</translation>
    </message>
</context><context>
    <name>CautionBox</name>
    <message>
        <location filename="../../widgets/caution_box.py" line="74" />
        <source>바뀐 호가를 확인했고, 그대로 주문합니다</source>
        <translation>I have seen the new book; place it as it is</translation>
    </message>
    <message>
        <location filename="../../widgets/caution_box.py" line="76" />
        <source>위 내용을 확인했고, 그대로 주문합니다</source>
        <translation>I have seen this; place it as it is</translation>
    </message>
    <message>
        <location filename="../../widgets/caution_box.py" line="79" />
        <source>주문 착오방지 설정에 따라 보낼 수 없습니다.</source>
        <translation>Your order limits do not let this be sent.</translation>
    </message>
    <message>
        <location filename="../../widgets/caution_box.py" line="99" />
        <source>호가가 끊겼습니다. 다시 확인해 주세요.</source>
        <translation>The order book is gone. Please look again.</translation>
    </message>
    <message>
        <location filename="../../widgets/caution_box.py" line="101" />
        <source>호가가 움직였습니다. 이제 바로 체결되지 않습니다.</source>
        <translation>The book has moved. It no longer trades at once.</translation>
    </message>
    <message>
        <location filename="../../widgets/caution_box.py" line="102" />
        <source>호가가 움직였습니다. 예상 평균 체결가 {price}</source>
        <translation>The book has moved. Expected average price {price}</translation>
    </message>
</context><context>
    <name>Chart</name>
    <message>
        <location filename="../../widgets/chart/lines.py" line="160" />
        <source>매수</source>
        <translation>Buy</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/lines.py" line="160" />
        <source>매도</source>
        <translation>Sell</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/lines.py" line="196" />
        <source>평단</source>
        <translation>Avg</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/ticks.py" line="161" />
        <source>{0}일</source>
        <translation>{0}</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/ticks.py" line="166" />
        <source>1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월</source>
        <translation>Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/ticks.py" line="179" />
        <source>{0}년</source>
        <translation>{0}</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/ticks.py" line="181" />
        <source>{0}년 {1}월</source>
        <translation>{0}-{1:02}</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/ticks.py" line="182" />
        <source>월 화 수 목 금 토 일</source>
        <translation>Mon Tue Wed Thu Fri Sat Sun</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/ticks.py" line="198" />
        <source>{0}일 {1}</source>
        <translation>{0}d {1}</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="68" />
        <source>불러오는 중</source>
        <translation>Loading</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="80" />
        <source>불러오는 중…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="82" />
        <source>체결 내역이 없습니다</source>
        <translation>No trades yet</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="246" />
        <location filename="../../widgets/chart/overlay.py" line="102" />
        <source>확인 중</source>
        <translation>Checking</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="248" />
        <source>시</source>
        <translation>O</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="249" />
        <source>고</source>
        <translation>H</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="250" />
        <source>저</source>
        <translation>L</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="251" />
        <source>종</source>
        <translation>C</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="259" />
        <source>거래량</source>
        <translation>Vol.</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="259" />
        <source>체결 없음</source>
        <translation>no trades</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/painting.py" line="75" />
        <source>봉 {0}개</source>
        <translation>{0} bars</translation>
    </message>
</context><context>
    <name>ChartBar</name>
    <message>
        <location filename="../../widgets/chart/bar.py" line="33" />
        <source>차트의 다른 버튼</source>
        <translation>More buttons of the chart</translation>
    </message>
</context><context>
    <name>ChartPage</name>
    <message>
        <location filename="../../widgets/preferences/chart_page.py" line="23" />
        <source>내 미체결 주문 (선을 끌어 정정)</source>
        <translation>My open orders (drag a line to amend)</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/chart_page.py" line="24" />
        <source>평균 단가와 수익률</source>
        <translation>Average price and profit in %</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/chart_page.py" line="25" />
        <source>내 체결</source>
        <translation>My fills</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/chart_page.py" line="26" />
        <source>봉 마감까지 남은 시간</source>
        <translation>Time left until the candle closes</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/chart_page.py" line="28" />
        <source>모든 차트에 바로 적용됩니다. 봉 간격, 보조 지표, 로그 눈금은 차트마다 그 위의 버튼으로 정하며, 차트를 그림으로 저장하면 내 주문과 체결, 평균 단가는 언제나 빠집니다.</source>
        <translation>Counts for all charts at once. Interval, indicators and log scale are chosen above each chart. A chart that is saved as a picture never shows your orders, fills and average price.</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/chart_page.py" line="37" />
        <source>차트에 표시할 것</source>
        <translation>What charts show</translation>
    </message>
</context><context>
    <name>ChartPanel</name>
    <message>
        <location filename="../../widgets/chart/panel.py" line="90" />
        <source>로그</source>
        <translation>Log</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/panel.py" line="90" />
        <source>로그 눈금</source>
        <translation>Logarithmic scale</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/panel.py" line="102" />
        <source>최신 ▸</source>
        <translation>Live ▸</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/panel.py" line="102" />
        <source>가장 최근 봉으로 (End)</source>
        <translation>To the latest candle (End)</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/panel.py" line="105" />
        <source>차트를 그림 파일로 저장</source>
        <translation>Save the chart as a picture</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/panel.py" line="268" />
        <source>다시 시도하는 중입니다</source>
        <translation>Trying again</translation>
    </message>
</context><context>
    <name>ChartView</name>
    <message>
        <location filename="../../widgets/chart/view.py" line="99" />
        <source>차트</source>
        <translation>Chart</translation>
    </message>
</context><context>
    <name>ClickBar</name>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="123" />
        <source>두 번 클릭</source>
        <translation>double click</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="123" />
        <source>한 번 클릭</source>
        <translation>click</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="124" />
        <source>확인 후 전송</source>
        <translation>asks first</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="124" />
        <source>바로 전송</source>
        <translation>sent at once</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="125" />
        <source>클릭 주문 · {click} {amount} {quote} · {confirm} · 왼쪽 매도, 오른쪽 매수</source>
        <translation>Click orders · {click} {amount} {quote} · {confirm} · left sells, right buys</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="128" />
        <source>클릭 주문 · 모아보는 동안에는 주문하지 않습니다</source>
        <translation>Click trading · no orders while prices are grouped</translation>
    </message>
</context><context>
    <name>ClickButton</name>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="31" />
        <source>클릭 주문: 잔량을 눌러 바로 주문하기</source>
        <translation>Click orders: click a size to place an order</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="32" />
        <source>클릭 주문 설정</source>
        <translation>Click order settings</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="54" />
        <source>클릭 주문 켜기</source>
        <translation>Trade by click</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="57" />
        <source>한 번 클릭</source>
        <translation>Single click</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="57" />
        <source>두 번 클릭</source>
        <translation>Double click</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="60" />
        <source>보내기 전에 확인</source>
        <translation>Ask before sending</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/click_menu.py" line="65" />
        <source>클릭 한 번의 주문 금액</source>
        <translation>Worth of one click</translation>
    </message>
</context><context>
    <name>ClickConfirm</name>
    <message>
        <location filename="../../widgets/click_trade.py" line="101" />
        <source>클릭 주문 확인</source>
        <translation>Confirm click order</translation>
    </message>
    <message>
        <location filename="../../widgets/click_trade.py" line="107" />
        <source>돌아가기 (Esc)</source>
        <translation>Back (Esc)</translation>
    </message>
    <message>
        <location filename="../../widgets/click_trade.py" line="133" />
        <source>가격 {0} {1}</source>
        <translation>Price {0} {1}</translation>
    </message>
    <message>
        <location filename="../../widgets/click_trade.py" line="134" />
        <source>수량 {0} {1}</source>
        <translation>Volume {0} {1}</translation>
    </message>
    <message>
        <location filename="../../widgets/click_trade.py" line="146" />
        <source>지정가 매수</source>
        <translation>Limit buy</translation>
    </message>
    <message>
        <location filename="../../widgets/click_trade.py" line="146" />
        <source>지정가 매도</source>
        <translation>Limit sell</translation>
    </message>
</context><context>
    <name>ClickTrader</name>
    <message>
        <location filename="../../widgets/click_trade.py" line="92" />
        <source>누른 호가가 그사이 바뀌어 주문하지 않았습니다.</source>
        <translation>The row changed before the click arrived: no order was sent.</translation>
    </message>
</context><context>
    <name>Commands</name>
    <message>
        <location filename="../../widgets/panel_commands.py" line="34" />
        <source>고른 종목을 관심 종목에 넣거나 빼기</source>
        <translation>Star the chosen market, or take its star away</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="41" />
        <source>호가 중간값을 가운데에</source>
        <translation>Centre the book on the mid price</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="42" />
        <source>누적 잔량 켜고 끄기</source>
        <translation>Cumulative sizes on or off</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="43" />
        <source>다음 관심 종목</source>
        <translation>Next favourite</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="44" />
        <source>이전 관심 종목</source>
        <translation>Previous favourite</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="65" />
        <source>매수로</source>
        <translation>Turn to buying</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="65" />
        <source>매도로</source>
        <translation>Turn to selling</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="68" />
        <source>가격 한 호가 위로</source>
        <translation>Price one tick up</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="68" />
        <source>가격 한 호가 아래로</source>
        <translation>Price one tick down</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="72" />
        <source>주문 가능의 {0} %</source>
        <translation>{0} % of what is available</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="76" />
        <source>주문 확인창 열기</source>
        <translation>Open the confirmation</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="79" />
        <source>주문서 비우기</source>
        <translation>Clear the form</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="85" />
        <source>더 긴 봉 간격</source>
        <translation>Longer candles</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="85" />
        <source>더 짧은 봉 간격</source>
        <translation>Shorter candles</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="94" />
        <source>고른 주문 정정…</source>
        <translation>Amend the chosen order…</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="94" />
        <source>고른 주문 취소</source>
        <translation>Cancel the chosen order</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="97" />
        <source>고른 주문의 체결 내역…</source>
        <translation>Fills of the chosen order…</translation>
    </message>
    <message>
        <location filename="../../widgets/panel_commands.py" line="99" />
        <source>미체결 주문 전체 취소…</source>
        <translation>Cancel all open orders…</translation>
    </message>
</context><context>
    <name>ConfirmDialog</name>
    <message>
        <location filename="../../widgets/order_entry/confirm.py" line="34" />
        <source>주문 확인</source>
        <translation>Confirm order</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/confirm.py" line="38" />
        <source>{side} 주문 (Enter)</source>
        <translation>{side} order (Enter)</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/confirm.py" line="39" />
        <source>돌아가기 (Esc)</source>
        <translation>Back (Esc)</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/confirm.py" line="87" />
        <source>{market} {side}</source>
        <translation>{side} {market}</translation>
    </message>
</context><context>
    <name>Connection</name>
    <message>
        <location filename="../../widgets/status/reasons.py" line="15" />
        <source>거래소와의 연결이 끊겼습니다. 자동으로 다시 연결합니다.</source>
        <translation>The connection to the exchange was lost. Hoga reconnects by itself.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="22" />
        <source>시세 자료가 오지 않음</source>
        <translation>no market data comes</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="23" />
        <source>주문 자료가 오지 않음</source>
        <translation>no order data comes</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="24" />
        <source>시세 연결이 끊김</source>
        <translation>market data disconnected</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="25" />
        <source>주문 연결이 끊김</source>
        <translation>orders disconnected</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="26" />
        <source>다섯 번 넘게 이어서 연결하지 못함</source>
        <translation>five or more attempts failed in a row</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="27" />
        <source>자료가 거래소보다 1초 넘게 늦음</source>
        <translation>data is more than a second behind the exchange</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="29" />
        <source>받은 자료의 처리 오류: {0}</source>
        <translation>errors in what was received: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="39" />
        <source>요청이 많아 거래소가 시세 구독을 잠시 받지 않습니다. 잠시 뒤 자동으로 다시 보냅니다.</source>
        <translation>Too many requests: the exchange takes no price subscriptions for a moment. They are sent again by themselves.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="44" />
        <source>요청이 너무 많아 거래소가 시세 구독을 막았습니다. 풀릴 때까지 보내지 않고 기다립니다.</source>
        <translation>Far too many requests: the exchange has blocked price subscriptions. Nothing is sent until it lets go.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="49" />
        <source>거래소가 시세 구독 하나를 받아들이지 않았습니다({0}). 나머지 시세는 계속 받습니다.</source>
        <translation>The exchange did not accept a price subscription ({0}). All other prices go on.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="57" />
        <source>거래소가 API 키를 받아들이지 않았습니다. API 키 관리에서 키를 확인하세요.</source>
        <translation>The exchange did not accept the API key. Check it under API keys.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="60" />
        <source>거래소가 연결을 거절했습니다. 점검 중이거나 요청이 많을 수 있습니다.</source>
        <translation>The exchange refused the connection. It may be under maintenance or very busy.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="61" />
        <source>거래소에 닿지 못했습니다. 인터넷 연결을 확인하세요.</source>
        <translation>The exchange could not be reached. Check the internet connection.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="62" />
        <source>거래소에서 자료가 오지 않아 연결을 새로 맺습니다.</source>
        <translation>No data came from the exchange, so Hoga connects anew.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="67" />
        <source>요청이 많아 거래소가 잠시 기다리라고 했습니다. 조금 뒤 다시 연결합니다.</source>
        <translation>The exchange asks to wait because of too many requests. Hoga reconnects shortly.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="72" />
        <source>거래소가 연결을 닫았습니다. 다시 연결합니다.</source>
        <translation>The exchange closed the connection. Hoga reconnects.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="73" />
        <source>거래소가 다시 시작하는 중입니다. 곧 다시 연결합니다.</source>
        <translation>The exchange is restarting. Hoga reconnects soon.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="76" />
        <source>거래소의 인증서를 믿을 수 없어 연결하지 않았습니다. 네트워크와 시계를 확인하세요.</source>
        <translation>The exchange's certificate can't be trusted, so Hoga did not connect. Check the network and the clock.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="79" />
        <source>이 컴퓨터에 설정된 프록시로는 거래소에 연결할 수 없습니다. HTTP 프록시인지 확인하세요.</source>
        <translation>The proxy set on this computer does not lead to the exchange; it must be an HTTP proxy.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="87" />
        <source>자료가 너무 늦게 와서 연결을 새로 맺습니다.</source>
        <translation>Data came far too late, so Hoga connects anew.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/reasons.py" line="88" />
        <source>컴퓨터가 잠들었다 깨어나 연결을 새로 맺습니다.</source>
        <translation>The computer has slept, so Hoga connects anew.</translation>
    </message>
</context><context>
    <name>ConnectionStrip</name>
    <message>
        <location filename="../../widgets/status/strip.py" line="41" />
        <source>지금 재시도</source>
        <translation>Retry now</translation>
    </message>
    <message>
        <location filename="../../widgets/status/strip.py" line="43" />
        <source>데모 거래소로</source>
        <translation>To the demo exchange</translation>
    </message>
    <message>
        <location filename="../../widgets/status/strip.py" line="45" />
        <source>Hoga를 끝내고 데모 거래소로 다시 엽니다. 실제 돈은 쓰지 않습니다.
업비트에 낸 주문은 그대로 남고, 배치와 설정도 그대로입니다.
업비트로 돌아오려면 LIVE 모드로 다시 시작하세요. 주문을 보내는 동안에는 옮기지 않습니다.</source>
        <translation>Ends Hoga and opens it again on the demo exchange, without real money.
Your orders at Upbit stay as they are, and so do layout and settings.
To return to Upbit, start again in LIVE mode. Not while orders are being sent.</translation>
    </message>
    <message>
        <location filename="../../widgets/status/strip.py" line="88" />
        <source>거래소에 닿지 못합니다</source>
        <translation>The exchange can't be reached</translation>
    </message>
    <message>
        <location filename="../../widgets/status/strip.py" line="90" />
        <source>시세를 아직 받지 못했습니다</source>
        <translation>No market data received yet</translation>
    </message>
    <message>
        <location filename="../../widgets/status/strip.py" line="93" />
        <source>시세가 멈췄습니다 · {0} 자료</source>
        <translation>Market data stopped · shown as of {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/status/strip.py" line="95" />
        <source>재연결 {0}번째</source>
        <translation>reconnect attempt {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/status/strip.py" line="98" />
        <source>{0}초 뒤 다시 시도</source>
        <translation>next try in {0}s</translation>
    </message>
</context><context>
    <name>DataPage</name>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="28" />
        <source>폴더 열기</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="36" />
        <source>주문과 체결은 주문 내역의 내보내기에서 CSV로, 차트와 창은 PNG로 저장합니다.</source>
        <translation>Orders and fills are exported to CSV from My orders, the chart and the window to PNG.</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="72" />
        <source>삭제</source>
        <translation>Delete</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="74" />
        <source>{0} 삭제</source>
        <translation>Delete: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="81" />
        <source>설정과 배치, 그림</source>
        <translation>Settings, layouts, drawings</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="82" />
        <source>주문 기록</source>
        <translation>Record of orders</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="83" />
        <source>API 키 (암호화된 파일 또는 보관 장소)</source>
        <translation>API keys (encrypted, or where they are kept)</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="84" />
        <source>알림과 울린 기록</source>
        <translation>Alerts and their history</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="85" />
        <source>받아 둔 캔들</source>
        <translation>Stored candles</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="86" />
        <source>데모 거래소의 계좌</source>
        <translation>Account of the demo exchange</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="87" />
        <source>로그</source>
        <translation>Log</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="88" />
        <source>지난 로그</source>
        <translation>Earlier logs</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="89" />
        <source>손상되어 옮겨 둔 파일</source>
        <translation>Damaged files, moved aside</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/data_page.py" line="95" />
        <source>지우지 못한 파일이 있습니다.</source>
        <translation>Some files could not be deleted.</translation>
    </message>
</context><context>
    <name>DeskCommands</name>
    <message>
        <location filename="../../widgets/desk_commands.py" line="60" />
        <source>명령 찾기</source>
        <translation>Find a command</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="63" />
        <source>단축키 목록과 변경</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="65" />
        <source>시작 안내 다시 보기</source>
        <translation>Show the welcome again</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="67" />
        <source>종목 검색</source>
        <translation>Search a market</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="71" />
        <source>설정</source>
        <translation>Settings</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="77" />
        <source>주문 착오방지 설정</source>
        <translation>Order limits</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="79" />
        <source>API 키 관리</source>
        <translation>API keys</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="81" />
        <source>지금 다시 연결</source>
        <translation>Reconnect now</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="84" />
        <source>전체 화면</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="87" />
        <source>창을 그림으로 저장</source>
        <translation>Save the window as a picture</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="91" />
        <source>지금 종목을 관심 종목에 넣거나 빼기</source>
        <translation>Star this market, or take its star away</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="95" />
        <source>알림 추가…</source>
        <translation>Add an alert…</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="96" />
        <source>Hoga 끝내기</source>
        <translation>Quit Hoga</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="100" />
        <source>레이아웃 저장…</source>
        <translation>Save the layout…</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="103" />
        <source>레이아웃 관리…</source>
        <translation>Layouts…</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="106" />
        <source>처음 레이아웃으로</source>
        <translation>Reset the layout</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="109" />
        <source>레이아웃 {0}번으로 바꾸기</source>
        <translation>Switch to layout {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="117" />
        <source>{0} 패널로</source>
        <translation>Go to {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="122" />
        <source>{0} 하나 더</source>
        <translation>One more {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="124" />
        <source>이 패널 닫기</source>
        <translation>Close this panel</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="127" />
        <source>이 패널을 새 창으로, 다시 제자리로</source>
        <translation>This panel into a window of its own, or back</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="132" />
        <source>이 패널의 연동 그룹: {0}</source>
        <translation>This panel's link group: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="136" />
        <source>다음 패널로</source>
        <translation>Next panel</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="140" />
        <source>이전 패널로</source>
        <translation>Previous panel</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="210" />
        <source>차트</source>
        <translation>Chart</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="213" />
        <source>알림</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="217" />
        <source>네트워크</source>
        <translation>Network</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="219" />
        <source>진단 보고서</source>
        <translation>Report</translation>
    </message>
    <message>
        <location filename="../../widgets/desk_commands.py" line="249" />
        <source>저장된 레이아웃 {0}번이 없습니다.</source>
        <translation>There is no saved layout {0}.</translation>
    </message>
</context><context>
    <name>Diagnostics</name>
    <message>
        <location filename="../../widgets/diagnostics/costs.py" line="22" />
        <source>수신 → 해석 (p50 / p99)</source>
        <translation>Received → decoded (p50 / p99)</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/costs.py" line="23" />
        <source>해석 → 패널</source>
        <translation>Decoded → panel</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/costs.py" line="24" />
        <source>패널 → 그리기</source>
        <translation>Panel → painted</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/costs.py" line="25" />
        <source>수신 → 화면</source>
        <translation>Received → screen</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/costs.py" line="48" />
        <source>그리기 {0} · {1}회/초</source>
        <translation>paint {0} · {1}/s</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/costs.py" line="50" />
        <source>갱신 {0}</source>
        <translation>update {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/costs.py" line="58" />
        <source>갱신 {0} · {1}초 전</source>
        <translation>update {0} · {1} s ago</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/costs.py" line="59" />
        <source>그리기 {0} · {1}초 전</source>
        <translation>paint {0} · {1} s ago</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/costs.py" line="60" />
        <source>프레임 {0} 늦음 · {1}초 전</source>
        <translation>frame {0} late · {1} s ago</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/costs.py" line="71" />
        <source>패널 밖의 일</source>
        <translation>Work outside the panels</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="31" />
        <source>연결</source>
        <translation>Connection</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="32" />
        <source>지연</source>
        <translation>Latency</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="33" />
        <source>패널 (p50 / p99)</source>
        <translation>Panels (p50 / p99)</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="34" />
        <source>느린 작업 (25ms 초과)</source>
        <translation>Slow work (over 25 ms)</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="35" />
        <source>수신</source>
        <translation>Received</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="36" />
        <source>REST 요청</source>
        <translation>REST requests</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="37" />
        <source>프로그램</source>
        <translation>Program</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="55" />
        <source>시세</source>
        <translation>Prices</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="56" />
        <source>주문</source>
        <translation>Orders</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="65" />
        <source>구독</source>
        <translation>Subscriptions</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="73" />
        <source>재연결 {0}번</source>
        <translation>reconnected {0}×</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="80" />
        <source>{0}점</source>
        <translation>{0} points</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="81" />
        <source>연결 상태 점수 (100점 만점)</source>
        <translation>Health of the connection (of 100)</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="87" />
        <source>실시간</source>
        <translation>live</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="88" />
        <source>연결됨</source>
        <translation>connected</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="89" />
        <source>연결 중</source>
        <translation>connecting</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="90" />
        <source>재연결 중</source>
        <translation>reconnecting</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="91" />
        <source>연결 안 함</source>
        <translation>not connected</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="92" />
        <source>인증 실패</source>
        <translation>key refused</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="93" />
        <source>닫힘</source>
        <translation>closed</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="97" />
        <source>자료가 오래됨</source>
        <translation>data is old</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="99" />
        <source>{0}번째 시도</source>
        <translation>attempt {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="102" />
        <source>{0}초 뒤</source>
        <translation>in {0} s</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="119" />
        <source>거래소 → 수신 (p50 / p95 / p99)</source>
        <translation>Exchange → received (p50 / p95 / p99)</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="122" />
        <source>시계 차이</source>
        <translation>Clock difference</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="124" />
        <source>느린 프레임 (25ms 초과)</source>
        <translation>Slow frames (over 25 ms)</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="136" />
        <source>초당 메시지</source>
        <translation>Messages a second</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="137" />
        <source>받은 메시지</source>
        <translation>Messages</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="138" />
        <source>새 값으로 대신한 것</source>
        <translation>Superseded by newer ones</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="140" />
        <source>읽지 못함 / 처리 오류 / 버림</source>
        <translation>Unreadable / failed / dropped</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="153" />
        <source>{0} / {1} 남음</source>
        <translation>{0} of {1} left</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="154" />
        <source>{0}초 동안 차단됨</source>
        <translation>blocked for {0} s</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="156" />
        <source>아직 없음</source>
        <translation>None yet</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="165" />
        <source>모드</source>
        <translation>Mode</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="166" />
        <source>메모리</source>
        <translation>Memory</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="167" />
        <source>실행 시간</source>
        <translation>Running for</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="168" />
        <source>버전</source>
        <translation>Versions</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/facts.py" line="169" />
        <source>자료 폴더</source>
        <translation>Data directory</translation>
    </message>
</context><context>
    <name>DiagnosticsPanel</name>
    <message>
        <location filename="../../widgets/diagnostics/panel.py" line="52" />
        <source>모두 복사</source>
        <translation>Copy all</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/panel.py" line="53" />
        <source>지금 다시 연결</source>
        <translation>Reconnect now</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/panel.py" line="96" />
        <source>연결 진단</source>
        <translation>Diagnostics</translation>
    </message>
    <message>
        <location filename="../../widgets/diagnostics/panel.py" line="101" />
        <source>로그</source>
        <translation>Log</translation>
    </message>
</context><context>
    <name>Docks</name>
    <message>
        <location filename="../../widgets/panels.py" line="82" />
        <source>마켓</source>
        <translation>Markets</translation>
    </message>
    <message>
        <location filename="../../widgets/panels.py" line="83" />
        <source>차트</source>
        <translation>Chart</translation>
    </message>
    <message>
        <location filename="../../widgets/panels.py" line="84" />
        <source>호가</source>
        <translation>Orderbook</translation>
    </message>
    <message>
        <location filename="../../widgets/panels.py" line="85" />
        <source>주문</source>
        <translation>Order</translation>
    </message>
    <message>
        <location filename="../../widgets/panels.py" line="86" />
        <source>주문 내역</source>
        <translation>My orders</translation>
    </message>
    <message>
        <location filename="../../widgets/panels.py" line="87" />
        <source>자산</source>
        <translation>Assets</translation>
    </message>
    <message>
        <location filename="../../widgets/panels.py" line="88" />
        <source>체결</source>
        <translation>Trades</translation>
    </message>
    <message>
        <location filename="../../widgets/panels.py" line="89" />
        <source>알림</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <location filename="../../widgets/panels.py" line="90" />
        <source>연결 진단</source>
        <translation>Diagnostics</translation>
    </message>
</context><context>
    <name>DrawingChoice</name>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="43" />
        <location filename="../../widgets/chart/drawings/choice.py" line="31" />
        <source>그리기</source>
        <translation>Draw</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="32" />
        <source>차트에 그립니다. 그림을 선택하고 Delete를 누르면 지워집니다</source>
        <translation>Draw on the chart. Select a drawing and press Delete to remove it</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="33" />
        <source>그리기 도구</source>
        <translation>Drawing tools</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="78" />
        <location filename="../../widgets/chart/drawings/choice.py" line="49" />
        <source>글</source>
        <translation>Text</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="50" />
        <source>차트에 쓸 글</source>
        <translation>Text on the chart</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="66" />
        <source>선택한 그림 지우기 (Delete)</source>
        <translation>Delete the selected drawing (Delete)</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="67" />
        <source>이 종목의 그림 모두 지우기</source>
        <translation>Delete all drawings of this market</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="72" />
        <source>수평선</source>
        <translation>Horizontal line</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="73" />
        <source>추세선</source>
        <translation>Trend line</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="74" />
        <source>반직선</source>
        <translation>Ray</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="75" />
        <source>사각형</source>
        <translation>Rectangle</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="76" />
        <source>피보나치 되돌림</source>
        <translation>Fibonacci retracement</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/drawings/choice.py" line="77" />
        <source>재기</source>
        <translation>Measure</translation>
    </message>
</context><context>
    <name>ErrorReporter</name>
    <message>
        <location filename="../../widgets/application.py" line="67" />
        <source>예기치 못한 오류가 있었습니다. 자세한 내용은 로그(hoga.log)에 있습니다.</source>
        <translation>Something unexpected went wrong. Details are in the log (hoga.log).</translation>
    </message>
</context><context>
    <name>ExpiryWatch</name>
    <message>
        <location filename="../../widgets/settings/expiry.py" line="55" />
        <source>API 키 …{0}의 유효 기간이 지났습니다. 업비트에서 새 키를 발급해 주세요.</source>
        <translation>The API key …{0} has expired. Please issue a new one at Upbit.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/expiry.py" line="59" />
        <source>API 키 …{0}이(가) 24시간 안에 만료됩니다. 연장할 수 없으니 새 키를 발급해 주세요.</source>
        <translation>The API key …{0} expires within 24 hours. It cannot be extended; please issue a new one.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/expiry.py" line="62" />
        <source>API 키 …{0}의 유효 기간이 {1}일 남았습니다. 연장할 수 없으니 새 키를 발급해 주세요.</source>
        <translation>The API key …{0} expires in {1} days. It cannot be extended; please issue a new one.</translation>
    </message>
</context><context>
    <name>ExportButton</name>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="119" />
        <source>주문 CSV…</source>
        <translation>Orders as CSV…</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="119" />
        <source>체결 CSV…</source>
        <translation>Fills as CSV…</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="127" />
        <source>내보내기 중단</source>
        <translation>Stop the export</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="127" />
        <source>내보내기</source>
        <translation>Export</translation>
    </message>
</context><context>
    <name>Exporting</name>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="46" />
        <source>CSV로 저장</source>
        <translation>Save as CSV</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="48" />
        <source>CSV 파일 (*.csv)</source>
        <translation>CSV files (*.csv)</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="83" />
        <source>{name}에 {count}건을 저장했습니다</source>
        <translation>Saved to {name}: {count} rows</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="88" />
        <source>체결 내역을 받는 중 {done}/{all}</source>
        <translation>Loading fills {done}/{all}</translation>
    </message>
</context><context>
    <name>Fills</name>
    <message>
        <location filename="../../widgets/my_orders/fills.py" line="192" />
        <source>체결 내역을 받는 중…</source>
        <translation>Fetching the fills…</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/fills.py" line="199" />
        <source>거래소가 {volume}의 체결 내역을 알려 주지 않았습니다.</source>
        <translation>The exchange has told no fills for {volume}.</translation>
    </message>
</context><context>
    <name>FillsDialog</name>
    <message>
        <location filename="../../widgets/my_orders/fills.py" line="133" />
        <location filename="../../widgets/my_orders/fills.py" line="90" />
        <source>체결 내역</source>
        <translation>Fills</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/fills.py" line="92" />
        <source>{market} {side}</source>
        <translation>{side} {market}</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/fills.py" line="97" />
        <source>닫기 (Esc)</source>
        <translation>Close (Esc)</translation>
    </message>
</context><context>
    <name>Findings</name>
    <message>
        <location filename="../../widgets/settings/findings.py" line="63" />
        <source>거래소 연결</source>
        <translation>Connection</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/findings.py" line="64" />
        <source>키와 서명</source>
        <translation>Key and signature</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/findings.py" line="65" />
        <source>IP 주소</source>
        <translation>IP address</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/findings.py" line="66" />
        <source>유효 기간</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/findings.py" line="67" />
        <source>자산 조회</source>
        <translation>View assets</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/findings.py" line="68" />
        <source>주문 조회</source>
        <translation>View orders</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/findings.py" line="69" />
        <source>주문하기</source>
        <translation>Place orders</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/findings.py" line="70" />
        <source>출금</source>
        <translation>Withdraw</translation>
    </message>
</context><context>
    <name>FiredModel</name>
    <message>
        <location filename="../../widgets/alerts/model.py" line="224" />
        <source>끊김 · {0}</source>
        <translation>gap · {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/model.py" line="251" />
        <source>시각</source>
        <translation>Time</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/model.py" line="251" />
        <source>마켓</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/model.py" line="251" />
        <source>내용</source>
        <translation>What</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/model.py" line="251" />
        <source>가격</source>
        <translation>Price</translation>
    </message>
</context><context>
    <name>GroupingButton</name>
    <message>
        <location filename="../../widgets/orderbook/grouping.py" line="42" />
        <source>모아보기: 호가를 단위별로 합쳐서 보기</source>
        <translation>Grouping: prices put together by a unit</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/grouping.py" line="43" />
        <source>모아보기</source>
        <translation>Grouping</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/grouping.py" line="88" />
        <source>모아보지 않음</source>
        <translation>No grouping</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/grouping.py" line="94" />
        <source>모아</source>
        <translation>Group</translation>
    </message>
</context><context>
    <name>GuardsPage</name>
    <message>
        <location filename="../../widgets/preferences/guards_page.py" line="42" />
        <source>기본값으로</source>
        <translation>Defaults</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/guards_page.py" line="52" />
        <source>다시 확인</source>
        <translation>Ask again above</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/guards_page.py" line="52" />
        <source>거부</source>
        <translation>Refuse above</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/guards_page.py" line="70" />
        <source>주문 총액 ({0})</source>
        <translation>Order total ({0})</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/guards_page.py" line="73" />
        <source>최우선 호가를 지나 체결되는 폭 (%)</source>
        <translation>Beyond the best price (%)</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/guards_page.py" line="74" />
        <source>최우선 호가를 지나는 호가 수 (틱)</source>
        <translation>Ticks beyond the best price</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/guards_page.py" line="75" />
        <source>보이는 호가 잔량 중 차지하는 몫 (%)</source>
        <translation>Share of the visible depth (%)</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/guards_page.py" line="89" />
        <source>없음</source>
        <translation>None</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/guards_page.py" line="115" />
        <source>빈칸은 제한이 없다는 뜻입니다. 바꾸는 즉시 적용되며, 열려 있는 주문 확인 창에도 적용됩니다. 취소 주문은 어떤 제한에도 막히지 않습니다.</source>
        <translation>An empty field is no limit. A change counts at once, also for a confirmation that is open. No limit ever holds back a cancel.</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/guards_page.py" line="151" />
        <source>0 이상의 숫자를 입력하세요: {0}</source>
        <translation>Enter a number, zero or more: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/guards_page.py" line="156" />
        <source>거부 기준({0})보다 클 수 없습니다.</source>
        <translation>Not above what is refused ({0}).</translation>
    </message>
</context><context>
    <name>HabitsRow</name>
    <message>
        <location filename="../../widgets/alerts/habits_row.py" line="27" />
        <source>소리</source>
        <translation>Sound</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/habits_row.py" line="28" />
        <source>바탕화면 알림</source>
        <translation>Desktop notification</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/habits_row.py" line="29" />
        <source>모두 끔</source>
        <translation>Mute</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/habits_row.py" line="30" />
        <source>소리와 바탕화면 알림을 모두 끕니다. 창 안의 알림과 기록은 남습니다.</source>
        <translation>No sound and no desktop notification. Notices in the window and the history stay.</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/habits_row.py" line="31" />
        <source>조용한 시간</source>
        <translation>Quiet hours</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/habits_row.py" line="32" />
        <source>이 시간에는 소리와 바탕화면 알림 없이 기록만 남깁니다.</source>
        <translation>During these hours there is no sound and no desktop notification; the history goes on.</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/habits_row.py" line="33" />
        <source>조용한 시간의 시작</source>
        <translation>Quiet hours begin</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/habits_row.py" line="34" />
        <source>조용한 시간의 끝</source>
        <translation>Quiet hours end</translation>
    </message>
</context><context>
    <name>InFlight</name>
    <message>
        <location filename="../../widgets/in_flight.py" line="47" />
        <source>이전 실행에서 보낸 주문 {count}건의 결과를 확인하고 있습니다.</source>
        <translation>Orders in flight when Hoga ended: {count}. They are being looked up.</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="52" />
        <source>이전 실행에서 보낸 주문을 확인했습니다: {orders}</source>
        <translation>Orders that were in flight when Hoga ended: {orders}</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="57" />
        <source>매수</source>
        <translation>Buy</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="57" />
        <source>매도</source>
        <translation>Sell</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="62" />
        <source>미체결</source>
        <translation>open</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="63" />
        <source>부분체결</source>
        <translation>partly filled</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="64" />
        <source>체결</source>
        <translation>filled</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="65" />
        <source>취소</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="66" />
        <source>접수되지 않음</source>
        <translation>not received</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="68" />
        <source>확인중</source>
        <translation>checking</translation>
    </message>
</context><context>
    <name>IndicatorChoice</name>
    <message>
        <location filename="../../widgets/chart/indicators/choice.py" line="29" />
        <source>지표</source>
        <translation>Indicators</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/choice.py" line="30" />
        <source>보조 지표를 켜고 끕니다</source>
        <translation>Turn indicators on and off</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/choice.py" line="31" />
        <source>보조 지표</source>
        <translation>Indicators</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/choice.py" line="82" />
        <source>지표 설정…</source>
        <translation>Indicator settings…</translation>
    </message>
</context><context>
    <name>IndicatorSettings</name>
    <message>
        <location filename="../../widgets/chart/indicators/settings.py" line="44" />
        <source>지표 설정</source>
        <translation>Indicator settings</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/settings.py" line="49" />
        <source>기본값</source>
        <translation>Defaults</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/settings.py" line="50" />
        <source>켜진 지표의 기간과 색을 처음 값으로 되돌립니다</source>
        <translation>Puts the periods and colours of the indicators that are on back to their first values</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/settings.py" line="52" />
        <source>닫기</source>
        <translation>Close</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/settings.py" line="80" />
        <source>켜진 지표가 없습니다. 지표 메뉴에서 켜세요.</source>
        <translation>No indicator is on. Turn one on in the menu of indicators.</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/settings.py" line="90" />
        <source>지표 끄기</source>
        <translation>Turn off</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/settings.py" line="129" />
        <source>끔</source>
        <translation>Off</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/settings.py" line="137" />
        <source>선 색</source>
        <translation>Line colour</translation>
    </message>
</context><context>
    <name>Indicators</name>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="15" />
        <source>이동평균 (MA)</source>
        <translation>Moving average (MA)</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="16" />
        <source>지수이동평균 (EMA)</source>
        <translation>Exponential moving average (EMA)</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="17" />
        <source>볼린저 밴드</source>
        <translation>Bollinger bands</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="18" />
        <source>거래량가중평균 (VWAP)</source>
        <translation>Volume-weighted average (VWAP)</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="19" />
        <source>일목균형표</source>
        <translation>Ichimoku</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="20" />
        <source>거래량 이동평균</source>
        <translation>Volume moving average</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="23" />
        <source>스토캐스틱 (Slow)</source>
        <translation>Stochastic (slow)</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="33" />
        <source>일목</source>
        <translation>Ichimoku</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="41" />
        <source>기간</source>
        <translation>Period</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="42" />
        <source>단기</source>
        <translation>Fast</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="42" />
        <source>장기</source>
        <translation>Slow</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="66" />
        <location filename="../../widgets/chart/indicators/names.py" line="43" />
        <source>시그널</source>
        <translation>Signal</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="48" />
        <source>표준편차</source>
        <translation>Deviations</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="51" />
        <source>전환선</source>
        <translation>Conversion</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="52" />
        <source>기준선</source>
        <translation>Base</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="53" />
        <source>선행스팬</source>
        <translation>Leading span</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="66" />
        <source>오실</source>
        <translation>Hist.</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="69" />
        <source>전환</source>
        <translation>Conv.</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="70" />
        <source>기준</source>
        <translation>Base</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="71" />
        <source>선행1</source>
        <translation>Lead 1</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="72" />
        <source>선행2</source>
        <translation>Lead 2</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/indicators/names.py" line="73" />
        <source>후행</source>
        <translation>Lag</translation>
    </message>
</context><context>
    <name>IntervalBar</name>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="34" />
        <source>봉 간격</source>
        <translation>Candle interval</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="67" />
        <source>{0}분</source>
        <translation>{0}m</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="69" />
        <source>일</source>
        <translation>D</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="69" />
        <source>주</source>
        <translation>W</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="69" />
        <source>월</source>
        <translation>M</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="69" />
        <source>년</source>
        <translation>Y</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="70" />
        <source>1초</source>
        <translation>1s</translation>
    </message>
</context><context>
    <name>KeepChoice</name>
    <message>
        <location filename="../../widgets/settings/keep_choice.py" line="25" />
        <source>암호</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keep_choice.py" line="28" />
        <location filename="../../widgets/settings/keep_choice.py" line="26" />
        <source>암호 확인</source>
        <translation>Repeat passphrase</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keep_choice.py" line="27" />
        <source>암호 ({0}자 이상)</source>
        <translation>Passphrase ({0} characters or more)</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keep_choice.py" line="32" />
        <source>암호로 잠근 파일</source>
        <translation>File locked by a passphrase</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keep_choice.py" line="33" />
        <source>저장하지 않고 이번 실행에만 사용</source>
        <translation>Do not save, use for this session only</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keep_choice.py" line="61" />
        <source>암호는 {0}자 이상이어야 합니다.</source>
        <translation>The passphrase needs {0} characters or more.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keep_choice.py" line="62" />
        <source>두 암호가 서로 다릅니다.</source>
        <translation>The passphrases differ.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keep_choice.py" line="69" />
        <source>운영체제 키 보관함 ({0})</source>
        <translation>System keyring ({0})</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keep_choice.py" line="71" />
        <source>운영체제 키 보관함 (확인 중…)</source>
        <translation>System keyring (checking…)</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keep_choice.py" line="73" />
        <source>운영체제 키 보관함 (이 컴퓨터에서 사용할 수 없음)</source>
        <translation>System keyring (not available on this computer)</translation>
    </message>
</context><context>
    <name>KeyActions</name>
    <message>
        <location filename="../../widgets/settings/key_actions.py" line="136" />
        <source>예상하지 못한 오류가 발생했습니다.</source>
        <translation>An unexpected error occurred.</translation>
    </message>
</context><context>
    <name>KeyCorner</name>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="54" />
        <location filename="../../widgets/settings/key_corner.py" line="39" />
        <source>API 키 관리 (Ctrl+,)</source>
        <translation>Manage API keys (Ctrl+,)</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="57" />
        <source>실거래 주문 켜짐</source>
        <translation>Live orders on</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="57" />
        <source>실거래 주문 잠김</source>
        <translation>Live orders locked</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="63" />
        <source>데모 키</source>
        <translation>Demo key</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="65" />
        <source>키 잠김</source>
        <translation>Key locked</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="67" />
        <source>키 없음</source>
        <translation>No key</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="70" />
        <source>키 …{0}</source>
        <translation>Key …{0}</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="71" />
        <source>키 …{0} · {1}일 남음</source>
        <translation>Key …{0} · {1} days left</translation>
    </message>
</context><context>
    <name>KeyMapDialog</name>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="42" />
        <source>키 바꾸기 (Enter)</source>
        <translation>Change the key (Enter)</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="43" />
        <source>키 없애기</source>
        <translation>No key</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="44" />
        <source>기본 키로</source>
        <translation>Default key</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="45" />
        <source>모두 기본 키로</source>
        <translation>All default keys</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="64" />
        <source>단축키</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="67" />
        <location filename="../../widgets/palette/key_map.py" line="66" />
        <source>명령 또는 키 찾기</source>
        <translation>Find a command or a key</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="69" />
        <source>단축키 목록</source>
        <translation>Shortcuts</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="70" />
        <source>명령</source>
        <translation>Command</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="70" />
        <source>키</source>
        <translation>Key</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="70" />
        <source>기본 키</source>
        <translation>Default</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="87" />
        <source>닫기</source>
        <translation>Close</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="118" />
        <source>데스크 전체</source>
        <translation>Whole desk</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="156" />
        <source>'{0}'에 쓸 키를 누르세요. Esc: 그만두기</source>
        <translation>Press the key for '{0}'. Esc: leave it</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="189" />
        <source>{0} 키는 글자 입력에 쓰이므로 데스크 전체의 키가 될 수 없습니다.</source>
        <translation>{0} is needed for typing and cannot be a key of the whole desk.</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="196" />
        <source>{0} 키는 이미 '{1}'의 키입니다. 한 번 더 누르면 그 키를 가져옵니다. Esc: 그만두기</source>
        <translation>{0} is the key of '{1}' already. Press it again to take it away from there. Esc: leave it</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="203" />
        <source>바꾸었습니다: {0}</source>
        <translation>Changed: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_map.py" line="205" />
        <source>바꾸었습니다: {0}. '{1}'에는 이제 키가 없습니다.</source>
        <translation>Changed: {0}. '{1}' has no key now.</translation>
    </message>
</context><context>
    <name>KeyTable</name>
    <message>
        <location filename="../../widgets/palette/key_table.py" line="14" />
        <source>어디서나</source>
        <translation>everywhere</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_table.py" line="15" />
        <source>어디서</source>
        <translation>where</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_table.py" line="15" />
        <source>키</source>
        <translation>key</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/key_table.py" line="15" />
        <source>하는 일</source>
        <translation>what it does</translation>
    </message>
</context><context>
    <name>KeysDialog</name>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="42" />
        <source>API 키</source>
        <translation>API keys</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="82" />
        <location filename="../../widgets/settings/keys_dialog.py" line="81" />
        <source>저장할 때 정한 암호</source>
        <translation>The passphrase chosen when saving</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="83" />
        <source>잠금 풀기</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="88" />
        <source>붙여 넣기만 할 수 있고 다시 표시되지 않습니다</source>
        <translation>Paste only; never shown again</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="94" />
        <source>시험</source>
        <translation>Test</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="95" />
        <source>중단</source>
        <translation>Stop</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="96" />
        <source>시험 후 저장</source>
        <translation>Test and save</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="97" />
        <source>키 삭제</source>
        <translation>Delete key</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="98" />
        <source>닫기</source>
        <translation>Close</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="125" />
        <source>업비트에서 자산조회·주문조회·주문하기 권한만 켠 키를 발급해 주세요. 키 보관함과 파일은 저장된 키를 지키지만, 이 컴퓨터에서 직접 실행한 프로그램까지 막지는 못합니다.</source>
        <translation>Please issue a key at Upbit that may only view assets, view orders and place orders. Keyring and file protect the saved key, but not against programs that you run on this computer yourself.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="180" />
        <source>데모 거래소는 자체 키를 사용하므로 API 키가 필요 없습니다. 업비트 키는 실거래 모드(--mode live)에서 등록합니다.</source>
        <translation>The demo exchange uses a key of its own, so no API key is needed. Upbit keys are entered in live mode (--mode live).</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="185" />
        <source>저장된 키가 잠겨 있습니다.</source>
        <translation>The saved key is locked.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="187" />
        <source>등록된 키가 없습니다. 시세만 볼 수 있습니다.</source>
        <translation>There is no key: market data only.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="189" />
        <source>운영체제 키 보관함</source>
        <translation>system keyring</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="190" />
        <source>암호로 잠근 파일</source>
        <translation>file locked by a passphrase</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="191" />
        <source>이번 실행에만</source>
        <translation>this session only</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="194" />
        <source>사용 중인 키: …{0} · {1}</source>
        <translation>Key in use: …{0} · {1}</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="231" />
        <source>중단했습니다.</source>
        <translation>Stopped.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="237" />
        <source>시험을 마쳤습니다.</source>
        <translation>The test is done.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="238" />
        <source>저장했습니다. 이제 이 키를 사용합니다.</source>
        <translation>Saved. This key is used from now on.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="239" />
        <source>잠금을 풀었습니다.</source>
        <translation>Unlocked.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="240" />
        <source>키를 삭제했습니다.</source>
        <translation>The key was deleted.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="251" />
        <source>확인하는 중…</source>
        <translation>Checking…</translation>
    </message>
</context><context>
    <name>Ladder</name>
    <message>
        <location filename="../../widgets/orderbook/notes.py" line="42" />
        <source>전일</source>
        <translation>Prev.</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/notes.py" line="43" />
        <source>시가</source>
        <translation>Open</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/notes.py" line="44" />
        <source>고가</source>
        <translation>High</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/notes.py" line="45" />
        <source>저가</source>
        <translation>Low</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/notes.py" line="46" />
        <source>최근 24시간</source>
        <translation>Last 24h</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/notes.py" line="47" />
        <source>거래량</source>
        <translation>Vol.</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/notes.py" line="48" />
        <source>대금</source>
        <translation>Value</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/notes.py" line="49" />
        <source>백만</source>
        <translation>M</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="73" />
        <source>호가창</source>
        <translation>Orderbook</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="111" />
        <source>호가 역전 · {time} 기준 · 선택 불가</source>
        <translation>Crossed book · as of {time} · not selectable</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="222" />
        <source>여기까지</source>
        <translation>To here</translation>
    </message>
</context><context>
    <name>LayoutsDialog</name>
    <message>
        <location filename="../../widgets/palette/layouts_dialog.py" line="25" />
        <source>지금 배치 저장</source>
        <translation>Save this layout</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/layouts_dialog.py" line="26" />
        <source>바꾸기 (Enter)</source>
        <translation>Switch (Enter)</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/layouts_dialog.py" line="27" />
        <source>이름 바꾸기</source>
        <translation>Rename</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/layouts_dialog.py" line="28" />
        <source>지우기 (Del)</source>
        <translation>Delete (Del)</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/layouts_dialog.py" line="29" />
        <source>처음 레이아웃</source>
        <translation>First layout</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/layouts_dialog.py" line="43" />
        <source>레이아웃</source>
        <translation>Layouts</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/layouts_dialog.py" line="46" />
        <location filename="../../widgets/palette/layouts_dialog.py" line="45" />
        <source>레이아웃 이름</source>
        <translation>Name of the layout</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/layouts_dialog.py" line="48" />
        <source>저장된 레이아웃</source>
        <translation>Saved layouts</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/layouts_dialog.py" line="92" />
        <source>레이아웃은 {0}개까지 저장할 수 있습니다.</source>
        <translation>At most {0} layouts can be saved.</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/layouts_dialog.py" line="94" />
        <source>이름을 적어 주세요.</source>
        <translation>Please enter a name.</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/layouts_dialog.py" line="105" />
        <source>비어 있거나 이미 있는 이름입니다.</source>
        <translation>The name is empty or taken.</translation>
    </message>
</context><context>
    <name>Leaving</name>
    <message>
        <location filename="../../widgets/leaving.py" line="32" />
        <source>보낸 주문의 답을 기다린 뒤 끝냅니다. 바로 끝내려면 다시 닫으세요.</source>
        <translation>Closing once the order that was sent is answered. Close again to end at once.</translation>
    </message>
</context><context>
    <name>LookPage</name>
    <message>
        <location filename="../../widgets/preferences/look_page.py" line="29" />
        <source>시스템</source>
        <translation>System</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/look_page.py" line="30" />
        <source>어둡게</source>
        <translation>Dark</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/look_page.py" line="31" />
        <source>밝게</source>
        <translation>Light</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/look_page.py" line="34" />
        <source>빨강 상승 · 파랑 하락</source>
        <translation>Red up · blue down</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/look_page.py" line="35" />
        <source>초록 상승 · 빨강 하락</source>
        <translation>Green up · red down</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/look_page.py" line="54" />
        <location filename="../../widgets/preferences/look_page.py" line="37" />
        <source>테마</source>
        <translation>Theme</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/look_page.py" line="55" />
        <location filename="../../widgets/preferences/look_page.py" line="38" />
        <source>시세 색</source>
        <translation>Price colours</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/look_page.py" line="39" />
        <source>색각 이상에 맞춘 색 (주황 · 하늘)</source>
        <translation>Colour-blind colours (orange · azure)</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/look_page.py" line="58" />
        <location filename="../../widgets/preferences/look_page.py" line="42" />
        <source>화면 배율</source>
        <translation>Scale</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/look_page.py" line="59" />
        <location filename="../../widgets/preferences/look_page.py" line="43" />
        <source>언어</source>
        <translation>Language</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/look_page.py" line="78" />
        <source>배율과 언어는 Hoga를 다시 시작하면 바뀝니다.</source>
        <translation>Scale and language change when Hoga is started again.</translation>
    </message>
</context><context>
    <name>MainWindow</name>
    <message>
        <location filename="../../widgets/main_window.py" line="100" />
        <source>불러오는 중…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <location filename="../../widgets/main_window.py" line="184" />
        <source>주문을 보내는 중입니다. 끝난 뒤에 다시 누르세요.</source>
        <translation>Orders are being sent. Press again when they are through.</translation>
    </message>
</context><context>
    <name>MarketBox</name>
    <message>
        <location filename="../../widgets/orderbook/market_box.py" line="51" />
        <source>종목 목록</source>
        <translation>List of markets</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/market_box.py" line="59" />
        <source>종목 검색</source>
        <translation>Search markets</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/market_box.py" line="60" />
        <source>종목</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/market_box.py" line="61" />
        <source>이름, 초성 또는 코드로 종목 찾기 · Ctrl+↑/↓ 관심 종목</source>
        <translation>Find a market by name, Korean initials or code · Ctrl+↑/↓ favourites</translation>
    </message>
</context><context>
    <name>MarketEdit</name>
    <message>
        <location filename="../../widgets/alerts/market_edit.py" line="33" />
        <source>마켓</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/alerts/market_edit.py" line="34" />
        <source>이름, 초성 또는 코드</source>
        <translation>Name or code</translation>
    </message>
</context><context>
    <name>MarketsModel</name>
    <message>
        <location filename="../../widgets/markets/model.py" line="39" />
        <source>종목</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="40" />
        <source>현재가</source>
        <translation>Price</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="41" />
        <source>전일대비</source>
        <translation>Change</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="42" />
        <source>거래대금</source>
        <translation>24h value</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="43" />
        <source>고가</source>
        <translation>High</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="44" />
        <source>저가</source>
        <translation>Low</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="47" />
        <source>가격 급등락</source>
        <translation>sudden price moves</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="48" />
        <source>거래량 급등</source>
        <translation>soaring volume</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="49" />
        <source>입금량 급등</source>
        <translation>soaring deposits</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="50" />
        <source>국내외 가격 차이</source>
        <translation>price differs from global markets</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="51" />
        <source>소수 계정 거래 집중</source>
        <translation>trading concentrated in few accounts</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="228" />
        <source>유의 종목: 거래지원 종료 여부를 심사 중입니다</source>
        <translation>Investment warning: an end of trading support is being reviewed</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="231" />
        <source>주의: {0}</source>
        <translation>Caution: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="237" />
        <source>대금({0})</source>
        <translation>24h ({0})</translation>
    </message>
</context><context>
    <name>MarketsPanel</name>
    <message>
        <location filename="../../widgets/markets/panel.py" line="202" />
        <location filename="../../widgets/markets/painter.py" line="64" />
        <source>백만</source>
        <translation>M</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/painter.py" line="65" />
        <source>유</source>
        <translation>W</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/painter.py" line="66" />
        <source>주</source>
        <translation>C</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="155" />
        <source>시장 목록</source>
        <translation>Lists of markets</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="156" />
        <source>원화</source>
        <translation>KRW</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="156" />
        <source>보유</source>
        <translation>Held</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="156" />
        <source>관심</source>
        <translation>Starred</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="159" />
        <source>코인명·초성·심볼 검색</source>
        <translation>Search name or code</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="160" />
        <source>종목 검색</source>
        <translation>Search markets</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="165" />
        <source>종목 목록</source>
        <translation>Markets</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="242" />
        <source>목록을 불러오는 중…</source>
        <translation>Loading the markets…</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="244" />
        <source>검색 결과가 없습니다</source>
        <translation>No market found</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="246" />
        <source>관심 종목이 없습니다
목록에서 ☆을 눌러 추가하세요</source>
        <translation>No favourites yet
Click a ☆ in the list to add one</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="248" />
        <source>보유 종목이 없습니다</source>
        <translation>You hold no coins</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="250" />
        <source>거래 중인 종목이 없습니다</source>
        <translation>No markets are trading</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="256" />
        <source>시세를 받지 못했습니다</source>
        <translation>No prices received</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="258" />
        <source>시세 멈춤 · {0}</source>
        <translation>Prices stopped · {0}</translation>
    </message>
</context><context>
    <name>MyOrders</name>
    <message>
        <location filename="../../widgets/my_orders/fills.py" line="38" />
        <source>체결가</source>
        <translation>Price</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/fills.py" line="42" />
        <source>메이커/테이커</source>
        <translation>Role</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/fills.py" line="49" />
        <source>메이커</source>
        <translation>Maker</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/fills.py" line="49" />
        <source>테이커</source>
        <translation>Taker</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/fills.py" line="66" />
        <source>체결 {volume} {base} · 평균 {average} · 금액 {funds} {quote} · 수수료 {fee} {quote}</source>
        <translation>Filled {volume} {base} · average {average} · total {funds} {quote} · fee {fee} {quote}</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="127" />
        <source>시각</source>
        <translation>Time</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="128" />
        <source>마켓</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="129" />
        <source>구분</source>
        <translation>Side</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="130" />
        <source>유형</source>
        <translation>Type</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="131" />
        <source>주문가</source>
        <translation>Price</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="132" />
        <source>체결 평균</source>
        <translation>Avg. price</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="133" />
        <source>주문량</source>
        <translation>Volume</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="134" />
        <source>체결량</source>
        <translation>Filled</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="135" />
        <source>미체결량</source>
        <translation>Unfilled</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="136" />
        <source>체결 금액</source>
        <translation>Total</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="137" />
        <source>수수료</source>
        <translation>Fee</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="138" />
        <source>상태</source>
        <translation>Status</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="145" />
        <source>매수</source>
        <translation>Buy</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="145" />
        <source>매도</source>
        <translation>Sell</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="151" />
        <source>지정가</source>
        <translation>Limit</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="239" />
        <location filename="../../widgets/my_orders/rows.py" line="153" />
        <location filename="../../widgets/my_orders/rows.py" line="152" />
        <source>시장가</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="239" />
        <location filename="../../widgets/my_orders/rows.py" line="154" />
        <source>최유리</source>
        <translation>Best</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="163" />
        <source>전송중</source>
        <translation>Sending</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="164" />
        <source>확인중</source>
        <translation>Checking</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="165" />
        <source>대기</source>
        <translation>Open</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="166" />
        <source>부분체결</source>
        <translation>Partial</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="167" />
        <source>체결</source>
        <translation>Filled</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="168" />
        <source>취소</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="169" />
        <source>거부</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="172" />
        <source>일부 체결</source>
        <translation>Partial</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="174" />
        <source>예약</source>
        <translation>Stop</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="189" />
        <source>자전거래 방지(SMP)로 {volume} 취소</source>
        <translation>{volume} cancelled by self-match prevention</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="201" />
        <source>답이 늦어 거래소에서 주문을 확인하고 있습니다. 다시 보내지 않습니다.</source>
        <translation>The answer is late; the order is being looked up at the exchange. It is not sent again.</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="203" />
        <source>Hoga 밖에서 낸 주문입니다.</source>
        <translation>This order was placed outside Hoga.</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="205" />
        <source>주문가나 수량을 더블 클릭하거나 F2를 누르면 정정합니다.</source>
        <translation>Double-click the price or volume, or press F2, to amend.</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="207" />
        <source>체결량을 더블 클릭하거나 스페이스 키를 누르면 체결 내역을 봅니다.</source>
        <translation>Double-click the filled volume, or press Space, to see the fills.</translation>
    </message>
</context><context>
    <name>MyOrdersPanel</name>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="73" />
        <source>주문 내역</source>
        <translation>My orders</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="256" />
        <location filename="../../widgets/my_orders/panel.py" line="171" />
        <location filename="../../widgets/my_orders/panel.py" line="74" />
        <source>미체결</source>
        <translation>Open</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="171" />
        <location filename="../../widgets/my_orders/panel.py" line="75" />
        <source>체결</source>
        <translation>History</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="76" />
        <source>이 종목만</source>
        <translation>This market</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="77" />
        <source>전체 취소</source>
        <translation>Cancel all</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="266" />
        <source>주문 정보를 기다리는 중…</source>
        <translation>Waiting for the orders…</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="269" />
        <source>미체결 주문이 없습니다</source>
        <translation>No open orders</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="298" />
        <location filename="../../widgets/my_orders/panel.py" line="273" />
        <source>불러오는 중…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="273" />
        <source>끝난 주문이 없습니다</source>
        <translation>No past orders</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="279" />
        <source>지난 실행에서 보낸 주문 {count}건을 확인하는 중</source>
        <translation>Checking orders sent in the last session: {count}</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="287" />
        <source>{reason} · 마지막으로 확인한 주문</source>
        <translation>{reason} · last known orders</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="293" />
        <source>실시간 연결 없음 · REST로 {seconds}초마다 확인 중</source>
        <translation>No live connection · asking REST every {seconds}s</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="300" />
        <source>아래로 스크롤하면 이전 주문을 불러옵니다</source>
        <translation>Scroll down to load earlier orders</translation>
    </message>
</context><context>
    <name>NetworkPage</name>
    <message>
        <location filename="../../widgets/preferences/network_page.py" line="25" />
        <source>지금 다시 연결</source>
        <translation>Reconnect now</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/network_page.py" line="26" />
        <source>연결 진단 열기</source>
        <translation>Open diagnostics</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/network_page.py" line="30" />
        <source>Hoga는 여기 있는 주소에만 연결합니다. 연결이 끊기면 자동으로 다시 연결하고, 요청은 거래소가 정한 한도 안에서만 보냅니다.</source>
        <translation>Hoga connects to these addresses only. A lost connection is opened again by itself, and requests keep within the exchange's limits.</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/network_page.py" line="56" />
        <source>주문과 조회 (REST)</source>
        <translation>Orders and queries (REST)</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/network_page.py" line="57" />
        <source>시세 (WebSocket)</source>
        <translation>Prices (WebSocket)</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/network_page.py" line="58" />
        <source>내 주문과 자산 (WebSocket)</source>
        <translation>Own orders and assets (WebSocket)</translation>
    </message>
</context><context>
    <name>OrderEntry</name>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="23" />
        <source>매수</source>
        <translation>Buy</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="23" />
        <source>매도</source>
        <translation>Sell</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="29" />
        <source>지정가</source>
        <translation>Limit</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="30" />
        <source>시장가</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="31" />
        <source>최유리</source>
        <translation>Best</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="38" />
        <source>일반</source>
        <translation>GTC</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="41" />
        <source>Post only</source>
        <translation>Post only</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="58" />
        <source>바로 체결되지 않고 대기</source>
        <translation>Waits in the book</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="62" />
        <source>{volume} 바로 체결 {text}</source>
        <translation>{volume} at once {text}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="91" />
        <source>{currency} 부족 · 최대</source>
        <translation>Not enough {currency} · max.</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="93" />
        <source>주문 가능한 {currency}이(가) 없습니다</source>
        <translation>No {currency} available</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="97" />
        <source>호가 단위 {limit}에 맞지 않음</source>
        <translation>Not a multiple of tick {limit}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="98" />
        <source>수량은 소수점 8자리까지</source>
        <translation>Up to 8 decimals</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="99" />
        <source>최소 주문 {limit} {currency}</source>
        <translation>Min. total {limit} {currency}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="100" />
        <source>최대 주문 {limit} {currency}</source>
        <translation>Max. total {limit} {currency}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="101" />
        <source>이 마켓에서 쓸 수 없는 주문 유형</source>
        <translation>Order type not available in this market</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="102" />
        <source>이 마켓은 지금 주문할 수 없습니다</source>
        <translation>This market takes no orders now</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="103" />
        <source>숫자로 읽을 수 없습니다</source>
        <translation>Not a number</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="104" />
        <source>0보다 커야 합니다</source>
        <translation>Must be above 0</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="113" />
        <source>총액 기준 {limit} 초과</source>
        <translation>Above your limit of {limit}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="114" />
        <source>최우선 호가보다 {value}% 불리</source>
        <translation>{value}% beyond the best price</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="115" />
        <source>최우선 호가보다 {value}호가 불리</source>
        <translation>{value} ticks beyond the best price</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="116" />
        <source>보이는 잔량의 {value}%</source>
        <translation>{value}% of the visible depth</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="117" />
        <source>실시간 호가가 없습니다</source>
        <translation>No live order book</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="124" />
        <source>{text} · 주문 불가</source>
        <translation>{text} · not possible</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/receipt.py" line="23" />
        <source>마켓</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/receipt.py" line="24" />
        <source>구분</source>
        <translation>Side</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/receipt.py" line="25" />
        <source>주문 유형</source>
        <translation>Order type</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/receipt.py" line="26" />
        <source>가격</source>
        <translation>Price</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/receipt.py" line="27" />
        <source>수량</source>
        <translation>Volume</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/receipt.py" line="28" />
        <source>총액</source>
        <translation>Total</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/receipt.py" line="30" />
        <source>예상 체결가</source>
        <translation>Expected price</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/receipt.py" line="35" />
        <source>수수료 ({rate})</source>
        <translation>Fee ({rate})</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="151" />
        <source>바로 체결 · 평균 {average} · 슬리피지 {lost}</source>
        <translation>At once · avg {average} · slippage {lost}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="154" />
        <source>체결 가격은 보내는 순간의 호가에 따릅니다</source>
        <translation>Filled at the prices of the moment it is sent</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="155" />
        <source>현재가 {last}</source>
        <translation>Last {last}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="156" />
        <source>호가 단위 {tick}</source>
        <translation>Tick {tick}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="161" />
        <source>가격을 넣으면 {share}% 수량이 계산됩니다</source>
        <translation>Enter a price to get {share}% as a volume</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="182" />
        <location filename="../../widgets/order_entry/view.py" line="168" />
        <source>최소 {total}</source>
        <translation>Min. {total}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="174" />
        <source>최소 –  ·  수수료 –</source>
        <translation>Min. –  ·  Fee –</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="180" />
        <source>실제 {total}</source>
        <translation>Actual {total}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="183" />
        <location filename="../../widgets/order_entry/view.py" line="181" />
        <source>수수료 {rate}</source>
        <translation>Fee {rate}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="194" />
        <source>현재가로 최소 주문 {total}에 못 미칩니다</source>
        <translation>Below the min. total {total} at the last price</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="202" />
        <source>아직 주문할 수 없습니다</source>
        <translation>Not ready for orders yet</translation>
    </message>
</context><context>
    <name>OrderForm</name>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="40" />
        <source>가격</source>
        <translation>Price</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="41" />
        <source>수량</source>
        <translation>Volume</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="42" />
        <source>총액</source>
        <translation>Total</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="47" />
        <source>현재가</source>
        <translation>Last</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="49" />
        <source>초기화</source>
        <translation>Reset</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="51" />
        <source>주문 착오방지</source>
        <translation>Order limits</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="111" />
        <source>주문가능</source>
        <translation>Available</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="189" />
        <source>주문 조건</source>
        <translation>Time in force</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="190" />
        <source>한 호가 아래</source>
        <translation>One tick down</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="191" />
        <source>한 호가 위</source>
        <translation>One tick up</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="192" />
        <source>한 호가 아래 (↓)</source>
        <translation>One tick down (↓)</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="193" />
        <source>한 호가 위 (↑)</source>
        <translation>One tick up (↑)</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="194" />
        <source>가격을 현재가로</source>
        <translation>Use the last price</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="195" />
        <source>다시 묻거나 거부할 주문의 기준을 정합니다</source>
        <translation>From which amounts on an order is asked about again, or refused</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="198" />
        <source>주문가능의 {percent}% (Alt+{number})</source>
        <translation>{percent}% of what is available (Alt+{number})</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="200" />
        <source>매수 (B)</source>
        <translation>Buy (B)</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="201" />
        <source>매도 (S)</source>
        <translation>Sell (S)</translation>
    </message>
</context><context>
    <name>Orderbook</name>
    <message>
        <location filename="../../widgets/orderbook/own_menu.py" line="23" />
        <source>이 행의 주문 {count}건 모두 취소</source>
        <translation>Cancel all orders of this row ({count})</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/own_menu.py" line="30" />
        <source>매도 {size} @ {price} 취소</source>
        <translation>Cancel sell {size} @ {price}</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/own_menu.py" line="32" />
        <source>매수 {size} @ {price} 취소</source>
        <translation>Cancel buy {size} @ {price}</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/painting.py" line="181" />
        <source>모아보기</source>
        <translation>Grouped by</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/painting.py" line="183" />
        <source>스프레드</source>
        <translation>Spread</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/painting.py" line="251" />
        <source>총잔량</source>
        <translation>Total</translation>
    </message>
</context><context>
    <name>OrderbookPanel</name>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="77" />
        <source>누적</source>
        <translation>Sum</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="77" />
        <source>최우선 호가부터 더한 잔량</source>
        <translation>Cumulative sizes from the best price on</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="78" />
        <source>추적</source>
        <translation>Follow</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="78" />
        <source>중간값을 가운데에 (Space)</source>
        <translation>Keep the mid price in the middle (Space)</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="89" />
        <source>종목을 고르세요</source>
        <translation>Choose a market</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="244" />
        <source>{unit} 단위 호가를 기다리는 중</source>
        <translation>Waiting for the book by {unit}</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="244" />
        <source>호가를 기다리는 중</source>
        <translation>Waiting for the orderbook</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="259" />
        <source>{unit} 단위 호가가 오지 않습니다 · 다른 단위를 고르세요</source>
        <translation>No book by {unit} comes · choose another unit</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="307" />
        <source>실시간 아님</source>
        <translation>Not live</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="307" />
        <source>호가 역전</source>
        <translation>Crossed book</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="309" />
        <source>{reason} · {time} 기준 ({age})</source>
        <translation>{reason} · as of {time} ({age})</translation>
    </message>
</context><context>
    <name>OrdersDelegate</name>
    <message>
        <location filename="../../widgets/my_orders/delegate.py" line="102" />
        <source>취소중</source>
        <translation>Sent…</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/delegate.py" line="102" />
        <source>취소</source>
        <translation>Cancel</translation>
    </message>
</context><context>
    <name>Palette</name>
    <message>
        <location filename="../../widgets/palette/entries.py" line="51" />
        <source>패널</source>
        <translation>Panel</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/entries.py" line="59" />
        <source>레이아웃</source>
        <translation>Layout</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/palette.py" line="88" />
        <location filename="../../widgets/palette/palette.py" line="86" />
        <source>명령 찾기</source>
        <translation>Find a command</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/palette.py" line="87" />
        <source>명령·종목·패널·레이아웃 (초성과 영어로도)</source>
        <translation>Commands, markets, panels, layouts (also by Korean initials)</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/palette.py" line="99" />
        <source>찾은 것</source>
        <translation>Found</translation>
    </message>
    <message>
        <location filename="../../widgets/palette/palette.py" line="101" />
        <source>찾은 것이 없습니다</source>
        <translation>Nothing found</translation>
    </message>
</context><context>
    <name>PictureExport</name>
    <message>
        <location filename="../../widgets/chart/exporting.py" line="43" />
        <source>차트를 그림으로 저장</source>
        <translation>Save the chart as a picture</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/exporting.py" line="45" />
        <source>PNG 그림 (*.png)</source>
        <translation>PNG picture (*.png)</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/exporting.py" line="73" />
        <source>{0}에 저장했습니다</source>
        <translation>Saved to {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/exporting.py" line="73" />
        <source>{0}에 저장할 수 없습니다</source>
        <translation>{0} can't be saved</translation>
    </message>
</context><context>
    <name>PictureSaver</name>
    <message>
        <location filename="../../widgets/pictures.py" line="33" />
        <source>창을 그림으로 저장</source>
        <translation>Save the window as a picture</translation>
    </message>
    <message>
        <location filename="../../widgets/pictures.py" line="57" />
        <source>저장했습니다: {0}</source>
        <translation>Saved: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/pictures.py" line="59" />
        <source>그림을 저장할 수 없습니다: {0}</source>
        <translation>The picture can't be saved: {0}</translation>
    </message>
</context><context>
    <name>PreferencesDialog</name>
    <message>
        <location filename="../../widgets/preferences/dialog.py" line="54" />
        <location filename="../../widgets/preferences/dialog.py" line="53" />
        <location filename="../../widgets/preferences/dialog.py" line="34" />
        <source>설정</source>
        <translation>Settings</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/dialog.py" line="55" />
        <source>화면</source>
        <translation>Look</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/dialog.py" line="56" />
        <source>주문 착오방지</source>
        <translation>Order limits</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/dialog.py" line="58" />
        <source>데이터</source>
        <translation>Data</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/dialog.py" line="59" />
        <source>정보</source>
        <translation>About</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/dialog.py" line="60" />
        <source>닫기</source>
        <translation>Close</translation>
    </message>
</context><context>
    <name>QuoteStrip</name>
    <message>
        <location filename="../../widgets/orderbook/strip.py" line="39" />
        <source>현재가</source>
        <translation>Last price</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/strip.py" line="86" />
        <source>체결강도</source>
        <translation>Strength</translation>
    </message>
</context><context>
    <name>ReportPage</name>
    <message>
        <location filename="../../widgets/preferences/report_page.py" line="76" />
        <location filename="../../widgets/preferences/report_page.py" line="27" />
        <source>진단 보고서</source>
        <translation>Report</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/report_page.py" line="29" />
        <source>새로 읽기</source>
        <translation>Read anew</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/report_page.py" line="30" />
        <source>복사</source>
        <translation>Copy</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/report_page.py" line="31" />
        <source>파일로 저장…</source>
        <translation>Save to a file…</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/report_page.py" line="41" />
        <source>아래 내용이 보고서의 전부이며, 저장하거나 복사하기 전에는 어디로도 나가지 않습니다. 키는 가려집니다.</source>
        <translation>This is the whole report. It goes nowhere before you save or copy it; keys are masked.</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/report_page.py" line="62" />
        <source>저장할 수 없습니다: {0}</source>
        <translation>It can't be saved: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/report_page.py" line="64" />
        <source>저장했습니다: {0}</source>
        <translation>Saved: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/report_page.py" line="73" />
        <source>복사했습니다.</source>
        <translation>Copied.</translation>
    </message>
</context><context>
    <name>Roll</name>
    <message>
        <location filename="../../widgets/tape/roll.py" line="79" />
        <source>체결 내역</source>
        <translation>Trades</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/roll.py" line="180" />
        <source>새 체결 {count}건 ▲ (Home)</source>
        <translation>New trades: {count} ▲ (Home)</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/roll.py" line="186" />
        <source>시각</source>
        <translation>Time</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/roll.py" line="186" />
        <source>체결가</source>
        <translation>Price</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/roll.py" line="186" />
        <source>체결량</source>
        <translation>Volume</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/roll.py" line="186" />
        <source>금액</source>
        <translation>Value</translation>
    </message>
</context><context>
    <name>Sample</name>
    <message>
        <location filename="../../widgets/preferences/sample.py" line="21" />
        <source>색 보기</source>
        <translation>Colours</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/sample.py" line="30" />
        <source>하락 · 매도</source>
        <translation>Down · ask</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/sample.py" line="31" />
        <source>보합 · 최근 체결</source>
        <translation>Unchanged · last trade</translation>
    </message>
    <message>
        <location filename="../../widgets/preferences/sample.py" line="32" />
        <source>상승 · 매수</source>
        <translation>Up · bid</translation>
    </message>
</context><context>
    <name>StatusBar</name>
    <message>
        <location filename="../../widgets/status/bar.py" line="55" />
        <source>상태 표시줄</source>
        <translation>Status bar</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="56" />
        <source>누르면 연결 진단을 엽니다</source>
        <translation>Click for diagnostics</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="91" />
        <source>거래소 준비 중…</source>
        <translation>Preparing the exchange…</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="94" />
        <source>시세</source>
        <translation>Market data</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="95" />
        <source>주문</source>
        <translation>Orders</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="96" />
        <source>지연 {0}</source>
        <translation>Latency {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="97" />
        <source>수신 {0}/s</source>
        <translation>In {0}/s</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="98" />
        <source>화면 {0}</source>
        <translation>Paint {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="99" />
        <source>느린 프레임 {0}</source>
        <translation>Slow frames {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="114" />
        <source>요청 {0}/{1} 남음</source>
        <translation>Requests {0}/{1} left</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="119" />
        <source>시계 차 {0}초</source>
        <translation>Clock {0}s off</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="119" />
        <source>시계 맞음</source>
        <translation>Clock right</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="126" />
        <source>실시간</source>
        <translation>live</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="127" />
        <source>연결됨</source>
        <translation>connected</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="128" />
        <source>연결 중</source>
        <translation>connecting</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="129" />
        <source>재연결 중</source>
        <translation>reconnecting</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="130" />
        <source>연결 안 함</source>
        <translation>off</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="131" />
        <source>인증 실패</source>
        <translation>authentication failed</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="132" />
        <source>닫힘</source>
        <translation>closed</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="136" />
        <source>데이터 멈춤</source>
        <translation>stopped</translation>
    </message>
</context><context>
    <name>TapePanel</name>
    <message>
        <location filename="../../widgets/tape/panel.py" line="55" />
        <source>종목을 고르세요</source>
        <translation>Choose a market</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/panel.py" line="72" />
        <source>체결을 기다리는 중</source>
        <translation>Waiting for trades</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/panel.py" line="127" />
        <source>큰 체결 표시</source>
        <translation>Mark large trades</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/panel.py" line="129" />
        <source>{amount} {quote} 이상</source>
        <translation>From {amount} {quote}</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/panel.py" line="154" />
        <source>실시간 아님 · {age}초째 끊김</source>
        <translation>Not live · for {age}s</translation>
    </message>
</context><context>
    <name>TotalsBand</name>
    <message>
        <location filename="../../widgets/assets/totals.py" line="52" />
        <source>총 보유자산</source>
        <translation>Total assets</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="53" />
        <source>총 평가금액</source>
        <translation>Value of coins</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="54" />
        <source>평가손익</source>
        <translation>P/L</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="55" />
        <source>수익률</source>
        <translation>P/L %</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="56" />
        <source>주문가능 KRW</source>
        <translation>Available KRW</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="79" />
        <source>원화 시세가 없어 합계에서 제외: </source>
        <translation>Not in the totals, as there is no KRW price: </translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="97" />
        <source>({0}종 제외)</source>
        <translation>(without {0} coins)</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="98" />
        <source>({0} 제외)</source>
        <translation>(without {0})</translation>
    </message>
</context><context>
    <name>WelcomeCard</name>
    <message>
        <location filename="../../widgets/welcome/card.py" line="33" />
        <source>시작 안내</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <location filename="../../widgets/welcome/card.py" line="38" />
        <source>Hoga에 오신 것을 환영합니다</source>
        <translation>Welcome to Hoga</translation>
    </message>
    <message>
        <location filename="../../widgets/welcome/card.py" line="62" />
        <source>지금은 DEMO입니다. 이 컴퓨터 안의 거래소가 만든 시세와 연습 자금이며, 실제 돈은 움직이지 않습니다. 화면 테두리와 왼쪽 아래 표시가 언제나 모드를 알려 줍니다.</source>
        <translation>This is DEMO: prices and funds come from an exchange inside this computer, and no real money moves. The frame of the window and the badge at the bottom left always tell the mode.</translation>
    </message>
    <message>
        <location filename="../../widgets/welcome/card.py" line="66" />
        <source>화면 테두리와 왼쪽 아래 표시가 지금의 모드를 알려 줍니다. LIVE에서는 실제 돈이 움직입니다.</source>
        <translation>The frame of the window and the badge at the bottom left tell the mode. In LIVE real money moves.</translation>
    </message>
    <message>
        <location filename="../../widgets/welcome/card.py" line="72" />
        <source>왼쪽 목록에서 종목을 고르세요. 이름, 초성(ㅂㅌㅋㅇ), 영어로 찾을 수 있습니다.</source>
        <translation>Choose a market in the list on the left; type its name or code to find it.</translation>
    </message>
    <message>
        <location filename="../../widgets/welcome/card.py" line="73" />
        <source>호가의 가격을 누르면 주문서에 그대로 들어갑니다. 수량을 정하고 Enter로 확인하세요.</source>
        <translation>Click a price in the book to put it into the order form. Set the amount and confirm with Enter.</translation>
    </message>
    <message>
        <location filename="../../widgets/welcome/card.py" line="74" />
        <source>주문은 아래 미체결에서 고치고 취소합니다. 패널은 탭을 끌어 옮기거나 새 창으로 뗍니다.</source>
        <translation>Amend and cancel orders below, under open orders. Drag a tab to move a panel or tear it off.</translation>
    </message>
    <message>
        <location filename="../../widgets/welcome/card.py" line="92" />
        <source>데모로 시작</source>
        <translation>Start the demo</translation>
    </message>
    <message>
        <location filename="../../widgets/welcome/card.py" line="92" />
        <source>시작</source>
        <translation>Start</translation>
    </message>
    <message>
        <location filename="../../widgets/welcome/card.py" line="94" />
        <source>API 키 등록…</source>
        <translation>Enter API keys…</translation>
    </message>
    <message>
        <location filename="../../widgets/welcome/card.py" line="95" />
        <source>모든 단축키</source>
        <translation>All shortcuts</translation>
    </message>
</context><context>
    <name>Workspace</name>
    <message>
        <location filename="../../widgets/workspace.py" line="194" />
        <source>주문 패널이 다른 연동 그룹에 있어 가격을 옮기지 않았습니다.</source>
        <translation>The order form is in another link group, so the price was not taken over.</translation>
    </message>
    <message>
        <location filename="../../widgets/workspace.py" line="263" />
        <location filename="../../widgets/workspace.py" line="228" />
        <source>{0} 마켓이 없습니다.</source>
        <translation>There is no market {0}.</translation>
    </message>
    <message>
        <location filename="../../widgets/workspace.py" line="294" />
        <source>주문이 접수되었습니다: {0}</source>
        <translation>Order accepted: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/workspace.py" line="297" />
        <source>주문 정정이 접수되었습니다: {0}</source>
        <translation>Amendment accepted: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/workspace.py" line="300" />
        <source>{0} 주문의 결과를 확인하는 중입니다.</source>
        <translation>The outcome of the {0} order is being checked.</translation>
    </message>
    <message>
        <location filename="../../widgets/workspace.py" line="303" />
        <source>주문 {0}건의 취소를 요청했습니다.</source>
        <translation>Cancel requested for orders: {0}.</translation>
    </message>
</context></TS>
