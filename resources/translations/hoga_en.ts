<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
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
    <name>AmendDialog</name>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="35" />
        <source>주문 정정</source>
        <translation>Amend order</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="170" />
        <location filename="../../widgets/my_orders/amend_dialog.py" line="41" />
        <source>가격</source>
        <translation>Price</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="171" />
        <location filename="../../widgets/my_orders/amend_dialog.py" line="42" />
        <source>남은 수량</source>
        <translation>Remaining volume</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="45" />
        <source>정정 주문 (Enter)</source>
        <translation>Amend order (Enter)</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="46" />
        <source>돌아가기 (Esc)</source>
        <translation>Back (Esc)</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="113" />
        <source>원주문이 끝나 정정할 수 없습니다.</source>
        <translation>The order has ended and cannot be amended.</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="115" />
        <source>숫자로 읽을 수 없습니다</source>
        <translation>Not a number</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="120" />
        <source>바뀐 것이 없습니다</source>
        <translation>Nothing has changed</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="147" />
        <source>취소 후 새로 주문하므로 대기 순서는 새 가격의 마지막이 됩니다.</source>
        <translation>The order is cancelled and placed anew, so it queues last at its new price.</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="169" />
        <source>원주문</source>
        <translation>Original</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/amend_dialog.py" line="172" />
        <source>총액</source>
        <translation>Total</translation>
    </message>
</context><context>
    <name>ArmDialog</name>
    <message>
        <location filename="../../widgets/settings/arm_dialog.py" line="22" />
        <location filename="../../widgets/settings/arm_dialog.py" line="15" />
        <source>실거래 주문 켜기</source>
        <translation>Enable live orders</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/arm_dialog.py" line="16" />
        <source>이제부터 업비트에 실제 돈으로 주문합니다 (키 …{0}).
Hoga를 끝내거나 키를 바꾸면 다시 잠깁니다. 주문 취소는 잠겨 있어도 할 수 있습니다.</source>
        <translation>From now on orders go to Upbit with real money (key …{0}).
They are locked again when Hoga ends or the key changes. Cancelling is always possible.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/arm_dialog.py" line="25" />
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
        <location filename="../../widgets/assets/panel.py" line="96" />
        <source>계좌 합계</source>
        <translation>Account totals</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="100" />
        <source>보유 자산</source>
        <translation>Balances</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="143" />
        <source>계좌 확인 중 · 잔고가 최신이 아닐 수 있습니다</source>
        <translation>Checking the account · balances may be out of date</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="146" />
        <source>시세 멈춤 · {0}초 전</source>
        <translation>Prices stopped · {0}s ago</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="148" />
        <source>시세를 받지 못했습니다</source>
        <translation>No prices received</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="157" />
        <source>보유 자산이 없습니다</source>
        <translation>No assets</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/panel.py" line="159" />
        <source>계좌를 불러오는 중…</source>
        <translation>Loading the account…</translation>
    </message>
</context><context>
    <name>CancelAllDialog</name>
    <message>
        <location filename="../../widgets/my_orders/cancel_all.py" line="23" />
        <source>전체 취소</source>
        <translation>Cancel all</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/cancel_all.py" line="25" />
        <source>어느 미체결 주문을 취소할까요?</source>
        <translation>Which open orders should be cancelled?</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/cancel_all.py" line="27" />
        <source>{market}만 ({count}건)</source>
        <translation>Only {market} ({count})</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/cancel_all.py" line="28" />
        <source>모든 마켓 ({count}건)</source>
        <translation>All markets ({count})</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/cancel_all.py" line="29" />
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
        <location filename="../../widgets/chart/ticks.py" line="159" />
        <source>{0}일</source>
        <translation>{0}</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/ticks.py" line="164" />
        <source>1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월</source>
        <translation>Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/ticks.py" line="177" />
        <source>{0}년</source>
        <translation>{0}</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/ticks.py" line="179" />
        <source>{0}년 {1}월</source>
        <translation>{0}-{1:02}</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/ticks.py" line="180" />
        <source>월 화 수 목 금 토 일</source>
        <translation>Mon Tue Wed Thu Fri Sat Sun</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/ticks.py" line="196" />
        <source>{0}일 {1}</source>
        <translation>{0}d {1}</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="49" />
        <source>불러오는 중</source>
        <translation>Loading</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="61" />
        <source>불러오는 중…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="63" />
        <source>체결 내역이 없습니다</source>
        <translation>No trades yet</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="115" />
        <source>{0}초 전</source>
        <translation>{0}s ago</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="117" />
        <source>{0}분 전</source>
        <translation>{0}m ago</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="118" />
        <source>{0}시간 전</source>
        <translation>{0}h ago</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="179" />
        <source>시</source>
        <translation>O</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="180" />
        <source>고</source>
        <translation>H</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="181" />
        <source>저</source>
        <translation>L</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="182" />
        <source>종</source>
        <translation>C</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="190" />
        <source>거래량</source>
        <translation>Vol.</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/overlay.py" line="190" />
        <source>체결 없음</source>
        <translation>no trades</translation>
    </message>
</context><context>
    <name>ChartPanel</name>
    <message>
        <location filename="../../widgets/chart/panel.py" line="54" />
        <source>로그</source>
        <translation>Log</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/panel.py" line="54" />
        <source>로그 눈금</source>
        <translation>Logarithmic scale</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/panel.py" line="57" />
        <source>최신 ▸</source>
        <translation>Latest ▸</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/panel.py" line="57" />
        <source>가장 최근 봉으로 (End)</source>
        <translation>To the latest candle (End)</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/panel.py" line="156" />
        <source>다시 시도하는 중입니다</source>
        <translation>Trying again</translation>
    </message>
</context><context>
    <name>ChartView</name>
    <message>
        <location filename="../../widgets/chart/view.py" line="81" />
        <source>차트</source>
        <translation>Chart</translation>
    </message>
</context><context>
    <name>ConfirmDialog</name>
    <message>
        <location filename="../../widgets/order_entry/confirm.py" line="32" />
        <source>주문 확인</source>
        <translation>Confirm order</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/confirm.py" line="35" />
        <source>{side} 주문 (Enter)</source>
        <translation>{side} order (Enter)</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/confirm.py" line="36" />
        <source>돌아가기 (Esc)</source>
        <translation>Back (Esc)</translation>
    </message>
</context><context>
    <name>ConnectionStrip</name>
    <message>
        <location filename="../../widgets/status/strip.py" line="35" />
        <source>지금 재시도</source>
        <translation>Retry now</translation>
    </message>
    <message>
        <location filename="../../widgets/status/strip.py" line="75" />
        <source>시세를 아직 받지 못했습니다</source>
        <translation>No market data received yet</translation>
    </message>
    <message>
        <location filename="../../widgets/status/strip.py" line="78" />
        <source>시세가 멈췄습니다 · {0}초 전 자료</source>
        <translation>Market data stopped · shown as of {0}s ago</translation>
    </message>
    <message>
        <location filename="../../widgets/status/strip.py" line="80" />
        <source>재연결 {0}번째</source>
        <translation>reconnect attempt {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/status/strip.py" line="83" />
        <source>{0}초 뒤 다시 시도</source>
        <translation>next try in {0}s</translation>
    </message>
</context><context>
    <name>Docks</name>
    <message>
        <location filename="../../widgets/docks.py" line="65" />
        <source>마켓</source>
        <translation>Markets</translation>
    </message>
    <message>
        <location filename="../../widgets/docks.py" line="66" />
        <source>차트</source>
        <translation>Chart</translation>
    </message>
    <message>
        <location filename="../../widgets/docks.py" line="67" />
        <source>호가</source>
        <translation>Orderbook</translation>
    </message>
    <message>
        <location filename="../../widgets/docks.py" line="68" />
        <source>주문</source>
        <translation>Order</translation>
    </message>
    <message>
        <location filename="../../widgets/docks.py" line="69" />
        <source>주문 내역</source>
        <translation>My orders</translation>
    </message>
    <message>
        <location filename="../../widgets/docks.py" line="70" />
        <source>자산</source>
        <translation>Assets</translation>
    </message>
    <message>
        <location filename="../../widgets/docks.py" line="71" />
        <source>체결</source>
        <translation>Trades</translation>
    </message>
</context><context>
    <name>ErrorReporter</name>
    <message>
        <location filename="../../widgets/application.py" line="64" />
        <source>예기치 못한 오류가 있었습니다. 자세한 내용은 로그(hoga.log)에 있습니다.</source>
        <translation>Something unexpected went wrong. Details are in the log (hoga.log).</translation>
    </message>
</context><context>
    <name>Exporting</name>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="45" />
        <source>CSV로 저장</source>
        <translation>Save as CSV</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="47" />
        <source>CSV 파일 (*.csv)</source>
        <translation>CSV files (*.csv)</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="82" />
        <source>{name}에 {count}건을 저장했습니다</source>
        <translation>Saved to {name}: {count} rows</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/exporting.py" line="87" />
        <source>체결 내역을 받는 중 {done}/{all}</source>
        <translation>Loading fills {done}/{all}</translation>
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
    <name>InFlight</name>
    <message>
        <location filename="../../widgets/in_flight.py" line="41" />
        <source>이전 실행에서 보낸 주문 {count}건의 결과를 확인하고 있습니다.</source>
        <translation>Orders in flight when Hoga ended: {count}. They are being looked up.</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="46" />
        <source>이전 실행에서 보낸 주문을 확인했습니다: {orders}</source>
        <translation>Orders that were in flight when Hoga ended: {orders}</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="51" />
        <source>매수</source>
        <translation>Buy</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="51" />
        <source>매도</source>
        <translation>Sell</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="56" />
        <source>미체결</source>
        <translation>open</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="57" />
        <source>부분체결</source>
        <translation>partly filled</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="58" />
        <source>체결</source>
        <translation>filled</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="59" />
        <source>취소</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="60" />
        <source>접수되지 않음</source>
        <translation>not received</translation>
    </message>
    <message>
        <location filename="../../widgets/in_flight.py" line="62" />
        <source>확인중</source>
        <translation>checking</translation>
    </message>
</context><context>
    <name>IntervalBar</name>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="33" />
        <source>봉 간격</source>
        <translation>Candle interval</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="66" />
        <source>{0}분</source>
        <translation>{0}m</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="68" />
        <source>일</source>
        <translation>D</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="68" />
        <source>주</source>
        <translation>W</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="68" />
        <source>월</source>
        <translation>M</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="68" />
        <source>년</source>
        <translation>Y</translation>
    </message>
    <message>
        <location filename="../../widgets/chart/interval_bar.py" line="69" />
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
        <location filename="../../widgets/settings/key_actions.py" line="123" />
        <source>예상하지 못한 오류가 발생했습니다.</source>
        <translation>An unexpected error occurred.</translation>
    </message>
</context><context>
    <name>KeyCorner</name>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="52" />
        <location filename="../../widgets/settings/key_corner.py" line="38" />
        <source>API 키 관리 (Ctrl+,)</source>
        <translation>Manage API keys (Ctrl+,)</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="55" />
        <source>실거래 주문 켜짐</source>
        <translation>Live orders on</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="55" />
        <source>실거래 주문 잠김</source>
        <translation>Live orders locked</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="61" />
        <source>데모 키</source>
        <translation>Demo key</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="63" />
        <source>키 잠김</source>
        <translation>Key locked</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="64" />
        <source>키 …{0}</source>
        <translation>Key …{0}</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/key_corner.py" line="64" />
        <source>키 없음</source>
        <translation>No key</translation>
    </message>
</context><context>
    <name>KeysDialog</name>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="42" />
        <source>API 키</source>
        <translation>API keys</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="84" />
        <location filename="../../widgets/settings/keys_dialog.py" line="83" />
        <source>저장할 때 정한 암호</source>
        <translation>The passphrase chosen when saving</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="85" />
        <source>잠금 풀기</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="90" />
        <source>붙여 넣기만 할 수 있고 다시 표시되지 않습니다</source>
        <translation>Paste only; never shown again</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="96" />
        <source>시험</source>
        <translation>Test</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="97" />
        <source>중단</source>
        <translation>Stop</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="98" />
        <source>시험 후 저장</source>
        <translation>Test and save</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="99" />
        <source>키 삭제</source>
        <translation>Delete key</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="100" />
        <source>닫기</source>
        <translation>Close</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="127" />
        <source>업비트에서 자산조회·주문조회·주문하기 권한만 켠 키를 발급해 주세요. 키 보관함과 파일은 저장된 키를 지키지만, 이 컴퓨터에서 직접 실행한 프로그램까지 막지는 못합니다.</source>
        <translation>Please issue a key at Upbit that may only view assets, view orders and place orders. Keyring and file protect the saved key, but not against programs that you run on this computer yourself.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="182" />
        <source>데모 거래소는 자체 키를 사용하므로 API 키가 필요 없습니다. 업비트 키는 실거래 모드(--mode live)에서 등록합니다.</source>
        <translation>The demo exchange uses a key of its own, so no API key is needed. Upbit keys are entered in live mode (--mode live).</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="187" />
        <source>저장된 키가 잠겨 있습니다.</source>
        <translation>The saved key is locked.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="189" />
        <source>등록된 키가 없습니다. 시세만 볼 수 있습니다.</source>
        <translation>There is no key: market data only.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="191" />
        <source>운영체제 키 보관함</source>
        <translation>system keyring</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="192" />
        <source>암호로 잠근 파일</source>
        <translation>file locked by a passphrase</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="193" />
        <source>이번 실행에만</source>
        <translation>this session only</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="196" />
        <source>사용 중인 키: …{0} · {1}</source>
        <translation>Key in use: …{0} · {1}</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="233" />
        <source>중단했습니다.</source>
        <translation>Stopped.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="239" />
        <source>시험을 마쳤습니다.</source>
        <translation>The test is done.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="240" />
        <source>저장했습니다. 이제 이 키를 사용합니다.</source>
        <translation>Saved. This key is used from now on.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="241" />
        <source>잠금을 풀었습니다.</source>
        <translation>Unlocked.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="242" />
        <source>키를 삭제했습니다.</source>
        <translation>The key was deleted.</translation>
    </message>
    <message>
        <location filename="../../widgets/settings/keys_dialog.py" line="253" />
        <source>확인하는 중…</source>
        <translation>Checking…</translation>
    </message>
</context><context>
    <name>Ladder</name>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="69" />
        <source>전일</source>
        <translation>Prev.</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="70" />
        <source>시가</source>
        <translation>Open</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="71" />
        <source>고가</source>
        <translation>High</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="72" />
        <source>저가</source>
        <translation>Low</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="73" />
        <source>최근 24시간</source>
        <translation>Last 24h</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="74" />
        <source>거래량</source>
        <translation>Vol.</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="75" />
        <source>대금</source>
        <translation>Value</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="76" />
        <source>백만</source>
        <translation>M</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="82" />
        <source>호가창</source>
        <translation>Orderbook</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="125" />
        <source>호가 역전 · {time} 기준 · 선택 불가</source>
        <translation>Crossed book · as of {time} · not selectable</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/ladder.py" line="240" />
        <source>여기까지</source>
        <translation>To here</translation>
    </message>
</context><context>
    <name>MainWindow</name>
    <message>
        <location filename="../../widgets/main_window.py" line="82" />
        <source>불러오는 중…</source>
        <translation>Loading…</translation>
    </message>
</context><context>
    <name>MarketBox</name>
    <message>
        <location filename="../../widgets/orderbook/market_box.py" line="49" />
        <source>종목 목록</source>
        <translation>List of markets</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/market_box.py" line="56" />
        <source>종목 검색</source>
        <translation>Search markets</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/market_box.py" line="57" />
        <source>종목</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/market_box.py" line="58" />
        <source>이름, 초성 또는 코드로 종목 찾기 · Ctrl+↑/↓ 관심 종목</source>
        <translation>Find a market by name, Korean initials or code · Ctrl+↑/↓ favourites</translation>
    </message>
</context><context>
    <name>MarketsModel</name>
    <message>
        <location filename="../../widgets/markets/model.py" line="38" />
        <source>종목</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="39" />
        <source>현재가</source>
        <translation>Price</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="40" />
        <source>전일대비</source>
        <translation>Change</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="41" />
        <source>거래대금</source>
        <translation>24h value</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="44" />
        <source>가격 급등락</source>
        <translation>sudden price moves</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="45" />
        <source>거래량 급등</source>
        <translation>soaring volume</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="46" />
        <source>입금량 급등</source>
        <translation>soaring deposits</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="47" />
        <source>국내외 가격 차이</source>
        <translation>price differs from global markets</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="48" />
        <source>소수 계정 거래 집중</source>
        <translation>trading concentrated in few accounts</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="215" />
        <source>유의 종목: 거래지원 종료 여부를 심사 중입니다</source>
        <translation>Investment warning: an end of trading support is being reviewed</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="218" />
        <source>주의: {0}</source>
        <translation>Caution: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/model.py" line="224" />
        <source>대금({0})</source>
        <translation>24h ({0})</translation>
    </message>
</context><context>
    <name>MarketsPanel</name>
    <message>
        <location filename="../../widgets/markets/panel.py" line="190" />
        <location filename="../../widgets/markets/painter.py" line="61" />
        <source>백만</source>
        <translation>M</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/painter.py" line="62" />
        <source>유</source>
        <translation>W</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/painter.py" line="63" />
        <source>주</source>
        <translation>C</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="143" />
        <source>시장 목록</source>
        <translation>Lists of markets</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="144" />
        <source>원화</source>
        <translation>KRW</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="144" />
        <source>보유</source>
        <translation>Held</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="144" />
        <source>관심</source>
        <translation>Starred</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="147" />
        <source>코인명·초성·심볼 검색</source>
        <translation>Search name or code</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="148" />
        <source>종목 검색</source>
        <translation>Search markets</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="153" />
        <source>종목 목록</source>
        <translation>Markets</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="230" />
        <source>목록을 불러오는 중…</source>
        <translation>Loading the markets…</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="232" />
        <source>검색 결과가 없습니다</source>
        <translation>No market found</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="234" />
        <source>관심 종목이 없습니다
목록에서 ☆을 눌러 추가하세요</source>
        <translation>No favourites yet
Click a ☆ in the list to add one</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="236" />
        <source>보유 종목이 없습니다</source>
        <translation>You hold no coins</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="238" />
        <source>거래 중인 종목이 없습니다</source>
        <translation>No markets are trading</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="244" />
        <source>시세를 받지 못했습니다</source>
        <translation>No prices received</translation>
    </message>
    <message>
        <location filename="../../widgets/markets/panel.py" line="246" />
        <source>시세 멈춤 · {0}초 전</source>
        <translation>Prices stopped · {0}s ago</translation>
    </message>
</context><context>
    <name>MyOrders</name>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="126" />
        <source>시각</source>
        <translation>Time</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="127" />
        <source>마켓</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="128" />
        <source>구분</source>
        <translation>Side</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="129" />
        <source>유형</source>
        <translation>Type</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="130" />
        <source>주문가</source>
        <translation>Price</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="131" />
        <source>체결 평균</source>
        <translation>Avg. price</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="132" />
        <source>주문량</source>
        <translation>Volume</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="133" />
        <source>체결량</source>
        <translation>Filled</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="134" />
        <source>미체결량</source>
        <translation>Unfilled</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="135" />
        <source>체결 금액</source>
        <translation>Total</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="136" />
        <source>수수료</source>
        <translation>Fee</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="137" />
        <source>상태</source>
        <translation>Status</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="144" />
        <source>매수</source>
        <translation>Buy</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="144" />
        <source>매도</source>
        <translation>Sell</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="150" />
        <source>지정가</source>
        <translation>Limit</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="226" />
        <location filename="../../widgets/my_orders/rows.py" line="152" />
        <location filename="../../widgets/my_orders/rows.py" line="151" />
        <source>시장가</source>
        <translation>Market</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="226" />
        <location filename="../../widgets/my_orders/rows.py" line="153" />
        <source>최유리</source>
        <translation>Best</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="162" />
        <source>전송중</source>
        <translation>Sending</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="163" />
        <source>확인중</source>
        <translation>Checking</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="164" />
        <source>대기</source>
        <translation>Open</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="165" />
        <source>부분체결</source>
        <translation>Partial</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="166" />
        <source>체결</source>
        <translation>Filled</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="167" />
        <source>취소</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="168" />
        <source>거부</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="171" />
        <source>일부 체결</source>
        <translation>Partial</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="173" />
        <source>예약</source>
        <translation>Stop</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="190" />
        <source>답이 늦어 거래소에서 주문을 확인하고 있습니다. 다시 보내지 않습니다.</source>
        <translation>The answer is late; the order is being looked up at the exchange. It is not sent again.</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="192" />
        <source>Hoga 밖에서 낸 주문입니다.</source>
        <translation>This order was placed outside Hoga.</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/rows.py" line="194" />
        <source>주문가나 수량을 더블 클릭하거나 F2를 누르면 정정합니다.</source>
        <translation>Double-click the price or volume, or press F2, to amend.</translation>
    </message>
</context><context>
    <name>MyOrdersPanel</name>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="70" />
        <source>이 종목만</source>
        <translation>This market only</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="71" />
        <source>전체 취소</source>
        <translation>Cancel all</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="72" />
        <source>내보내기</source>
        <translation>Export</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="233" />
        <location filename="../../widgets/my_orders/panel.py" line="142" />
        <source>미체결</source>
        <translation>Open</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="142" />
        <source>체결</source>
        <translation>History</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="158" />
        <source>주문 CSV…</source>
        <translation>Orders as CSV…</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="158" />
        <source>체결 CSV…</source>
        <translation>Fills as CSV…</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="242" />
        <source>주문 정보를 기다리는 중…</source>
        <translation>Waiting for the orders…</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="243" />
        <source>미체결 주문이 없습니다</source>
        <translation>No open orders</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="267" />
        <location filename="../../widgets/my_orders/panel.py" line="245" />
        <source>불러오는 중…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="245" />
        <source>끝난 주문이 없습니다</source>
        <translation>No past orders</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="251" />
        <source>지난 실행에서 보낸 주문 {count}건을 확인하는 중</source>
        <translation>Checking orders sent in the last session: {count}</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="262" />
        <source>실시간 연결 없음 · REST로 {seconds}초마다 확인 중</source>
        <translation>No live connection · asking REST every {seconds}s</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/panel.py" line="269" />
        <source>아래로 스크롤하면 이전 주문을 불러옵니다</source>
        <translation>Scroll down to load earlier orders</translation>
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
        <location filename="../../widgets/order_entry/words.py" line="95" />
        <source>{currency} 부족 · 최대</source>
        <translation>Not enough {currency} · max.</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="97" />
        <source>주문 가능한 {currency}이(가) 없습니다</source>
        <translation>No {currency} available</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="101" />
        <source>호가 단위 {limit}에 맞지 않음</source>
        <translation>Not a multiple of tick {limit}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="102" />
        <source>수량은 소수점 8자리까지</source>
        <translation>Up to 8 decimals</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="103" />
        <source>최소 주문 {limit} {currency}</source>
        <translation>Min. total {limit} {currency}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="104" />
        <source>최대 주문 {limit} {currency}</source>
        <translation>Max. total {limit} {currency}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="105" />
        <source>이 마켓에서 쓸 수 없는 주문 유형</source>
        <translation>Order type not available in this market</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="106" />
        <source>이 마켓은 지금 주문할 수 없습니다</source>
        <translation>This market takes no orders now</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="107" />
        <source>숫자로 읽을 수 없습니다</source>
        <translation>Not a number</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="108" />
        <source>0보다 커야 합니다</source>
        <translation>Must be above 0</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="117" />
        <source>총액 기준 {limit} 초과</source>
        <translation>Above your limit of {limit}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="118" />
        <source>최우선 호가보다 {value}% 불리</source>
        <translation>{value}% beyond the best price</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="119" />
        <source>보이는 잔량의 {value}%</source>
        <translation>{value}% of the visible depth</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="120" />
        <source>실시간 호가가 없습니다</source>
        <translation>No live order book</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/words.py" line="123" />
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
        <location filename="../../widgets/order_entry/view.py" line="147" />
        <source>바로 체결 · 평균 {average} · 슬리피지 {lost}</source>
        <translation>Trades at once · average {average} · slippage {lost}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="150" />
        <source>체결 가격은 보내는 순간의 호가에 따릅니다</source>
        <translation>Filled at the prices of the moment it is sent</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="151" />
        <source>현재가 {last}</source>
        <translation>Last {last}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="152" />
        <source>호가 단위 {tick}</source>
        <translation>Tick {tick}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="157" />
        <source>가격을 넣으면 {share}% 수량이 계산됩니다</source>
        <translation>Enter a price to get {share}% as a volume</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="167" />
        <source>최소 –  ·  수수료 –</source>
        <translation>Min. –  ·  Fee –</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="173" />
        <source>실제 {total}</source>
        <translation>Actual {total}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="176" />
        <location filename="../../widgets/order_entry/view.py" line="174" />
        <source>수수료 {rate}</source>
        <translation>Fee {rate}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="175" />
        <source>최소 {total}</source>
        <translation>Min. {total}</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="187" />
        <source>현재가로 최소 주문 {total}에 못 미칩니다</source>
        <translation>Below the min. total {total} at the last price</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/view.py" line="195" />
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
        <location filename="../../widgets/order_entry/form.py" line="111" />
        <source>주문가능</source>
        <translation>Available</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="174" />
        <source>주문 조건</source>
        <translation>Time in force</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="175" />
        <source>한 호가 아래</source>
        <translation>One tick down</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="176" />
        <source>한 호가 위</source>
        <translation>One tick up</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="177" />
        <source>한 호가 아래 (↓)</source>
        <translation>One tick down (↓)</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="178" />
        <source>한 호가 위 (↑)</source>
        <translation>One tick up (↑)</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="179" />
        <source>가격을 현재가로</source>
        <translation>Use the last price</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="182" />
        <source>주문가능의 {percent}% (Alt+{number})</source>
        <translation>{percent}% of what is available (Alt+{number})</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="184" />
        <source>매수 (B)</source>
        <translation>Buy (B)</translation>
    </message>
    <message>
        <location filename="../../widgets/order_entry/form.py" line="185" />
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
        <location filename="../../widgets/orderbook/painting.py" line="171" />
        <source>스프레드</source>
        <translation>Spread</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/painting.py" line="239" />
        <source>총잔량</source>
        <translation>Total</translation>
    </message>
</context><context>
    <name>OrderbookPanel</name>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="64" />
        <source>누적</source>
        <translation>Sum</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="64" />
        <source>최우선 호가부터 더한 잔량</source>
        <translation>Cumulative sizes from the best price on</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="65" />
        <source>추적</source>
        <translation>Follow</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="65" />
        <source>중간값을 가운데에 (Space)</source>
        <translation>Keep the mid price in the middle (Space)</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="73" />
        <source>종목을 고르세요</source>
        <translation>Choose a market</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="88" />
        <source>호가를 기다리는 중</source>
        <translation>Waiting for the orderbook</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="206" />
        <source>실시간 아님</source>
        <translation>Not live</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="206" />
        <source>호가 역전</source>
        <translation>Crossed book</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/panel.py" line="208" />
        <source>{reason} · {time} 기준 ({age}초 전)</source>
        <translation>{reason} · as of {time} ({age}s ago)</translation>
    </message>
</context><context>
    <name>OrdersDelegate</name>
    <message>
        <location filename="../../widgets/my_orders/delegate.py" line="91" />
        <source>취소중</source>
        <translation>Sent…</translation>
    </message>
    <message>
        <location filename="../../widgets/my_orders/delegate.py" line="91" />
        <source>취소</source>
        <translation>Cancel</translation>
    </message>
</context><context>
    <name>QuoteStrip</name>
    <message>
        <location filename="../../widgets/orderbook/strip.py" line="39" />
        <source>현재가</source>
        <translation>Last price</translation>
    </message>
    <message>
        <location filename="../../widgets/orderbook/strip.py" line="84" />
        <source>체결강도</source>
        <translation>Strength</translation>
    </message>
</context><context>
    <name>Roll</name>
    <message>
        <location filename="../../widgets/tape/roll.py" line="78" />
        <source>체결 내역</source>
        <translation>Trades</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/roll.py" line="179" />
        <source>새 체결 {count}건 ▲ (Home)</source>
        <translation>New trades: {count} ▲ (Home)</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/roll.py" line="185" />
        <source>시각</source>
        <translation>Time</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/roll.py" line="185" />
        <source>체결가</source>
        <translation>Price</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/roll.py" line="185" />
        <source>체결량</source>
        <translation>Volume</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/roll.py" line="185" />
        <source>금액</source>
        <translation>Value</translation>
    </message>
</context><context>
    <name>StatusBar</name>
    <message>
        <location filename="../../widgets/status/bar.py" line="40" />
        <source>상태 표시줄</source>
        <translation>Status bar</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="74" />
        <source>거래소 준비 중…</source>
        <translation>Preparing the exchange…</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="77" />
        <source>시세</source>
        <translation>Market data</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="78" />
        <source>주문</source>
        <translation>Orders</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="79" />
        <source>지연 {0}</source>
        <translation>Latency {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="80" />
        <source>수신 {0}/s</source>
        <translation>In {0}/s</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="81" />
        <source>화면 {0}</source>
        <translation>Paint {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="82" />
        <source>느린 프레임 {0}</source>
        <translation>Slow frames {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="88" />
        <source>실시간</source>
        <translation>live</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="89" />
        <source>연결됨</source>
        <translation>connected</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="90" />
        <source>연결 중</source>
        <translation>connecting</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="91" />
        <source>재연결 중</source>
        <translation>reconnecting</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="92" />
        <source>연결 안 함</source>
        <translation>off</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="93" />
        <source>인증 실패</source>
        <translation>authentication failed</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="94" />
        <source>닫힘</source>
        <translation>closed</translation>
    </message>
    <message>
        <location filename="../../widgets/status/bar.py" line="98" />
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
        <location filename="../../widgets/tape/panel.py" line="68" />
        <source>체결을 기다리는 중</source>
        <translation>Waiting for trades</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/panel.py" line="121" />
        <source>큰 체결 표시</source>
        <translation>Mark large trades</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/panel.py" line="123" />
        <source>{amount} {quote} 이상</source>
        <translation>From {amount} {quote}</translation>
    </message>
    <message>
        <location filename="../../widgets/tape/panel.py" line="142" />
        <source>실시간 아님 · {age}초째 끊김</source>
        <translation>Not live · for {age}s</translation>
    </message>
</context><context>
    <name>TotalsBand</name>
    <message>
        <location filename="../../widgets/assets/totals.py" line="29" />
        <source>총 보유자산</source>
        <translation>Total assets</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="30" />
        <source>총 평가금액</source>
        <translation>Value of coins</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="31" />
        <source>평가손익</source>
        <translation>P/L</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="32" />
        <source>수익률</source>
        <translation>P/L %</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="33" />
        <source>주문가능 KRW</source>
        <translation>Available KRW</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="55" />
        <source>원화 시세가 없어 합계에서 제외: </source>
        <translation>Not in the totals, as there is no KRW price: </translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="71" />
        <source>({0}종 제외)</source>
        <translation>(without {0} coins)</translation>
    </message>
    <message>
        <location filename="../../widgets/assets/totals.py" line="72" />
        <source>({0} 제외)</source>
        <translation>(without {0})</translation>
    </message>
</context><context>
    <name>Workspace</name>
    <message>
        <location filename="../../widgets/workspace.py" line="130" />
        <source>{0} 마켓이 없습니다.</source>
        <translation>There is no market {0}.</translation>
    </message>
    <message>
        <location filename="../../widgets/workspace.py" line="154" />
        <source>주문이 접수되었습니다: {0}</source>
        <translation>Order accepted: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/workspace.py" line="157" />
        <source>주문 정정이 접수되었습니다: {0}</source>
        <translation>Amendment accepted: {0}</translation>
    </message>
    <message>
        <location filename="../../widgets/workspace.py" line="160" />
        <source>{0} 주문의 결과를 확인하는 중입니다.</source>
        <translation>The outcome of the {0} order is being checked.</translation>
    </message>
    <message>
        <location filename="../../widgets/workspace.py" line="163" />
        <source>주문 {0}건의 취소를 요청했습니다.</source>
        <translation>Cancel requested for orders: {0}.</translation>
    </message>
</context></TS>
